"""An organisation's own words for ambassadors and cohorts, where people read them."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from accounts.enums import Role
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory, PolicyAcceptanceFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory

WORDS = {
    "ambassador_en": "teller",
    "ambassadors_en": "tellers",
    "cohort_en": "circle",
    "cohorts_en": "circles",
}


@pytest.fixture
def staff(sign_in: Callable[..., AuditingClient]) -> AuditingClient:
    """An organiser who is a leader too, where ambassadors are tellers and cohorts circles."""
    odder = OrganisationFactory(slug="odder", words=WORDS)
    cohort = CohortFactory(organisation=odder, ambassador_word_en="neighbour teller")
    campaign = CampaignFactory(organisation=odder, cohorts=[cohort])
    for _ in range(2):
        ParticipationFactory(campaign=campaign, ambassador=AmbassadorFactory(cohort=cohort))
    person = MembershipFactory(organisation=odder).user
    MembershipFactory(organisation=odder, user=person, role=Role.OWNER)
    person.locale = "en"
    return sign_in(person)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", {"Circles", "2 tellers"}),
        ("/cohorts", {"Circles", "Circle", "Tellers"}),
        ("/cohorts/new", {"Circle", "Circles"}),
        ("/campaigns", {"Circles"}),
        ("/people", {"Circles"}),
        ("/results", {"Circles"}),
        ("/kits", {"Sent by tellers", "your tellers have something to show"}),
        ("/contributions", {"Sent by tellers"}),
    ],
)
def test_headings_and_menus_have_the_words(
    path: str, expected: set[str], staff: AuditingClient
) -> None:
    page = staff.get(f"/o/odder{path}").text
    assert {word for word in expected if word not in page} == set()
    for word in ("Cohort<", "Cohorts<", ">New cohort", "Ambassadors<"):
        assert word not in page


def test_who_leaves_reads_the_word_of_their_cohort(
    app: Flask, sign_in: Callable[..., AuditingClient], run_jobs: Callable[[], None]
) -> None:
    place = AmbassadorFactory(cohort__ambassador_word_en="neighbour teller", user__locale="en")
    PolicyAcceptanceFactory(ambassador=place)
    me = sign_in(place.user)
    for path in ("/my/terms", "/my/terms/leaving"):
        assert re.search(r"Stop as (a )?neighbour teller", me.get(path).text)
    me.post("/my/terms/leaving")
    run_jobs()
    mail = app.extensions["mailman"].outbox[-1]  # which the tests of a process share
    assert re.search(r"You have stopped as (a )?neighbour teller", mail.body)
    assert re.search(r"just stopped as (a )?neighbour teller at", mail.body)
