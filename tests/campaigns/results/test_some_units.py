"""A results reader with units sees their people and sums, and nothing of anybody else."""

import io
import re
from collections.abc import Callable

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from accounts.enums import Role
from accounts.models import Membership, User
from accounts.units import operations
from campaigns import totals
from campaigns.enums import CampaignStatus, Step
from campaigns.models import Campaign
from core.db import db, utcnow
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory

SignIn = Callable[[User], AuditingClient]


@pytest.fixture
def reader(app: Flask) -> Membership:
    organisation = OrganisationFactory(slug="odder")
    return MembershipFactory(
        organisation=organisation, role=Role.READER, user__locale="en", user__name="Rita"
    )


@pytest.fixture
def campaign(reader: Membership) -> Campaign:
    organisation = reader.organisation
    area = operations.add_unit(organisation, name="Kysten", actor=None)
    hou = operations.add_unit(organisation, name="Hou", parent=area, actor=None)
    town = operations.add_unit(organisation, name="Byen", actor=None)
    cohort = CohortFactory(organisation=organisation)
    campaign = CampaignFactory(organisation=organisation, status=CampaignStatus.LIVE)
    for unit, talks in ((hou, 3), (town, 70)):
        for number in range(5):
            ambassador = AmbassadorFactory(
                cohort=cohort, unit=unit, user__name=f"{unit.name} nr. {number}"
            )
            part = ParticipationFactory(campaign=campaign, ambassador=ambassador)
            db.session.flush()
            totals.count(
                campaign_id=campaign.id, participation_id=part.id, step=Step.CONVERSATIONS,
                day=utcnow().date(), by=talks,
            )  # fmt: skip
    campaign.readers = [reader]
    reader.units = [area]
    db.session.commit()
    return campaign


def test_only_the_units_given_are_shown(
    campaign: Campaign, reader: Membership, sign_in: SignIn
) -> None:
    page = f"/o/odder/results/{campaign.id}"
    client = sign_in(reader.user)
    for text in (client.get(page).text, client.get(f"{page}/ambassadors.csv").text):
        assert "Hou nr. 4" in text
        assert "Byen" not in text
    shown = client.get(page).text
    assert "Kysten › Hou" in shown
    assert "5 ambassadors" in shown
    assert ">15<" in shown
    # As words, since an id may have these digits: what others did, and what all did.
    assert not re.search(r"\b(350|365)\b", shown)
    assert not re.search(r"\b365\b", client.get("/o/odder/results").text)


def test_without_units_and_for_organisers_everything_is_shown(
    campaign: Campaign, reader: Membership, sign_in: SignIn
) -> None:
    page = f"/o/odder/results/{campaign.id}"
    organiser = MembershipFactory(organisation=reader.organisation, role=Role.ORGANISER)
    assert "Byen nr. 4" in sign_in(organiser.user).get(page).text
    db.session.merge(reader).units = []
    db.session.commit()
    assert "Byen nr. 4" in sign_in(reader.user).get(page).text


def test_an_owner_chooses_the_units_and_they_count_at_once(
    campaign: Campaign, reader: Membership, sign_in: SignIn
) -> None:
    town = next(unit for unit in reader.organisation.units if unit.name == "Byen")
    address, reading = f"/o/odder/people/{reader.user_id}", reader.user
    owner = MembershipFactory(organisation=reader.organisation, role=Role.OWNER)
    client = sign_in(owner.user)
    assert client.get(address).status_code == 200
    sent = {"roles": ["reader"], "campaigns": [str(campaign.id)], "units": [str(town.id)]}
    done = client.post(address, data=sent)
    assert done.status_code == 302
    page = sign_in(reading).get(f"/o/odder/results/{campaign.id}").text
    assert "Byen nr. 4" in page
    assert "Hou nr. 4" not in page


def test_a_reader_of_some_units_gets_nothing_of_others_by_asking_cleverly(
    campaign: Campaign, reader: Membership, sign_in: SignIn
) -> None:
    town = next(unit for unit in reader.organisation.units if unit.name == "Byen")
    here, client = f"/o/odder/results/{campaign.id}", sign_in(reader.user)
    for refused in ("/paper", "/paper.pdf", "/paper.csv", "/paper.xlsx", "/value", "/shared"):
        assert client.get(here + refused).status_code == 403, refused
    for absent in ("/by/channel", "/by/channel.csv", "/people?by=period", "/people?by=&of="):
        assert client.get(here + absent).status_code == 404, absent
    clever = [
        f"/people?by=unit&of={town.id}",
        "/people?by=unit&of=",
        f"/by/unit?units={town.id}&words=Byen",
        f"/ambassadors.csv?units={town.id}",
        "/ambassadors.xlsx",
        "/by/cohort.csv",
        "/by/period?sort=conversations",
        "/by/unit.xlsx?merged=",
    ]
    for asked in clever:
        answer = client.get(here + asked)
        assert answer.status_code == 200, asked
        read = answer.text if "xlsx" not in asked else str(workbook(answer.data))
        assert "Byen nr." not in read, asked
        assert not re.search(r"\b(350|365)\b", read), asked
    dialogue = client.get(f"/o/odder/results/dialogue?campaign={campaign.id}&units={town.id}").text
    assert not re.search(r"\b(350|365)\b", dialogue)
    assert client.get("/o/odder/leadership").status_code == 403


def workbook(data: bytes) -> list[list[list[object]]]:
    """Return the rows of each sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
