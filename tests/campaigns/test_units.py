"""The totals of units equal the people in them, whatever happens to the people."""

import uuid

import pytest
from sqlalchemy import func, select

from ambassadors.models import Ambassador
from campaigns import operations, totals
from campaigns.enums import Step
from campaigns.models import CampaignUnit, Participation
from campaigns.results import queries
from campaigns.results.ladder import UnitResult
from core.db import db
from tests.factories.accounts import UnitFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory, today

Numbers = tuple[int, int, int, int]
NUMBERS = ("conversations", "sign_ups", "confirmed")


def kept() -> dict[tuple[uuid.UUID, uuid.UUID | None], Numbers]:
    """Return the totals as they are kept; a unit that everybody left has nothing."""
    rows = db.session.scalars(select(CampaignUnit))
    found = {
        (row.campaign_id, row.unit_id): (
            row.ambassadors,
            row.conversations,
            row.sign_ups,
            row.confirmed,
        )
        for row in rows.unique()
    }
    return {key: numbers for key, numbers in found.items() if any(numbers)}


def counted() -> dict[tuple[uuid.UUID, uuid.UUID | None], Numbers]:
    """Return the totals as the people add up to them."""
    rows = db.session.execute(
        select(
            Participation.campaign_id,
            Ambassador.unit_id,
            func.count(),
            *(func.sum(getattr(Participation, name)) for name in NUMBERS),
        )
        .join(Participation.ambassador)
        .group_by(Participation.campaign_id, Ambassador.unit_id)
    )
    return {(campaign, unit): tuple(numbers) for campaign, unit, *numbers in rows}


def count(part: Participation, step: Step, by: int = 1) -> None:
    totals.count(
        campaign_id=part.campaign_id, participation_id=part.id, step=step, day=today(), by=by
    )


@pytest.fixture
def campaign(app):
    return CampaignFactory()


@pytest.fixture
def units(campaign):
    return [UnitFactory(organisation=campaign.organisation, name=name) for name in ("Nord", "Syd")]


def take_part(campaign, unit, ambassador=None) -> Participation:
    ambassador = ambassador or AmbassadorFactory(
        unit=unit, cohort__organisation=campaign.organisation
    )
    part = operations.add_participation(campaign, ambassador)
    count(part, Step.CONVERSATIONS, 3)
    count(part, Step.SIGN_UPS, 2)
    count(part, Step.CONFIRMED)
    count(part, Step.CLICKS, 9)
    return part


def check() -> dict[tuple[uuid.UUID, uuid.UUID | None], Numbers]:
    db.session.flush()
    db.session.expire_all()
    assert kept() == counted()
    return kept()


def test_every_count_reaches_the_unit_or_those_without_one(campaign, units):
    first = take_part(campaign, units[0])
    second = take_part(campaign, units[0])
    take_part(campaign, None)
    take_part(CampaignFactory(), None)  # another campaign: must not leak in
    count(first, Step.SIGN_UPS, -1)
    totals.count_all(
        Step.CONFIRMED,
        [totals.Cause(campaign.id, part.id, today(), 2) for part in (first, second, first)],
    )

    check()
    assert {unit.name: unit for unit in queries.unit_rows([campaign.id])} == {
        None: UnitResult(name=None, ambassadors=1, conversations=3, sign_ups=2, confirmed=1),
        "Nord": UnitResult(name="Nord", ambassadors=2, conversations=6, sign_ups=3, confirmed=8),
    }


def test_who_moves_takes_their_numbers_along(campaign, units):
    north, south = units
    part = take_part(campaign, north)
    take_part(campaign, north)
    other = CampaignFactory(organisation=campaign.organisation)
    ambassador = part.ambassador
    take_part(other, None, ambassador)
    for unit in (south, None, north, south):
        ambassador.unit = unit
        db.session.flush()
        count(part, Step.SIGN_UPS)

    assert check() == {
        (campaign.id, south.id): (1, 3, 6, 1),
        (other.id, south.id): (1, 3, 2, 1),
        (campaign.id, north.id): (1, 3, 2, 1),
    }


def test_a_move_by_id_counts_too_and_a_change_of_mind_does_not(campaign, units):
    part = take_part(campaign, units[0])
    db.session.commit()
    part.ambassador.unit_id = units[1].id
    db.session.flush()
    part.ambassador.unit = units[0]
    part.ambassador.unit = units[1]
    part.ambassador.function = "Frontdesk"

    assert [unit.name for unit in queries.unit_rows([campaign.id])] == ["Syd"]
    assert list(check()) == [(campaign.id, units[1].id)]


def test_who_is_taken_out_takes_their_numbers_out(campaign, units):
    take_part(campaign, units[0])
    part = ParticipationFactory(
        campaign=campaign, ambassador=AmbassadorFactory(unit=units[0]), sign_ups=4
    )
    assert check()[campaign.id, units[0].id] == (2, 3, 6, 1)

    db.session.delete(part)
    assert check()[campaign.id, units[0].id] == (1, 3, 2, 1)


def test_people_in_several_campaigns_count_once(campaign, units):
    other = CampaignFactory(organisation=campaign.organisation)
    part = take_part(campaign, units[0])
    take_part(other, None, part.ambassador)
    take_part(other, units[0])

    assert queries.unit_rows([campaign.id, other.id]) == [
        UnitResult(name="Nord", ambassadors=2, conversations=9, sign_ups=6, confirmed=3)
    ]
    for ids, people in (([campaign.id], 1), ([other.id], 2), ([campaign.id, other.id], 2), ([], 0)):
        assert queries.activity(ids, today()) == queries.Activity(ambassadors=people, active=people)
