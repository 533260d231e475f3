"""Who holds leadership's page and the papers of some campaigns learns nothing by subtracting."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup

from accounts.enums import Role
from ambassadors.models import Ambassador
from campaigns import totals
from campaigns.enums import Step
from campaigns.models import Campaign
from campaigns.results import breakdown, labels, paper, tables, together
from campaigns.results.enums import By
from core.db import db, utcnow
from tests.campaigns.results.test_shared import reader_of
from tests.factories.accounts import UnitFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory, today

People = list[tuple[Ambassador, int, int]]  # how many each brought, and how many came


def launched(campaign: Campaign, people: People) -> None:
    for person, sign_ups, came in people:
        part = ParticipationFactory(campaign=campaign, ambassador=person)
        for step, number in ((Step.SIGN_UPS, sign_ups), (Step.CONFIRMED, came)):
            totals.count(
                campaign_id=campaign.id, participation_id=part.id, step=step, day=today(), by=number
            )


@pytest.fixture
def campaigns(app) -> list[Campaign]:
    """Two campaigns that are large, and one with three people; some units are small in one."""
    first = CampaignFactory()
    ours = first.organisation
    second, third = CampaignFactory(organisation=ours), CampaignFactory(organisation=ours)
    cohort = CohortFactory(organisation=ours)
    north, south, east, west = (
        AmbassadorFactory.create_batch(
            6, cohort=cohort, unit=UnitFactory(organisation=ours, name=n)
        )
        for n in ("Nord", "Syd", "Øst", "Vest")
    )
    launched(first, [(one, 10, 2) for one in [*north, *south, *east, *west]])
    launched(second, [(one, 2, 0) for one in [*north[:5], *west[:5]]])
    launched(second, [(south[0], 9, 3), (south[1], 8, 0), *((one, 0, 0) for one in east[:5])])
    launched(third, [(one, 50, 50) for one in north[:3]])
    db.session.commit()
    return [first, second, third]


def numbers(found: together.Whole, by: By) -> Iterator[tuple[str, object, object, object]]:
    (table,) = [one for one in found.tables if one.by is by]
    for row in table.rows:
        cells = dict(zip(table.columns, row.cells, strict=True))
        yield row.label, cells["ambassadors"], cells["sign_ups"], cells["confirmed"]


def test_what_a_paper_does_not_say_is_in_no_sum(app, campaigns, sign_in):
    ids = [one.id for one in campaigns]
    with app.test_request_context(headers={"Accept-Language": "en"}):
        whole = together.whole_of(ids, today())
        rungs = labels.rungs(whole.ladder)
        units = list(numbers(whole, By.UNIT))
        papers = [paper.write(one, utcnow()) for one in campaigns]
    assert (whole.campaigns, whole.left_out, whole.activity.ambassadors) == (2, 1, 24)
    # 240 and 37 signed up; three came in the second, which 51 less the first paper's 48 would say.
    assert [rung["value"] for rung in rungs[2:]] == [277, 48]
    # Syd has two people in the second campaign and takes Nord in with it there, so both are
    # together here too; the three who came are in no sum.
    assert units[-1] == ("2 other units", 12, 120 + 17 + 10, None)
    assert {row[1:] for row in units[:-1]} == {(6, 70, 12), (6, 60, 12)}
    assert papers[2].is_too_few

    for one in whole.tables:  # nothing else is added up of less than what the papers show
        if one.by in (By.UNIT, By.COHORT):
            for place, column in enumerate(one.columns):
                told = [row.cells[place] for row in one.rows]
                assert column not in {"sign_ups", "confirmed"} or all(
                    cell is None or cell == 0 or cell >= 5 for cell in told
                )

    leader = reader_of(campaigns[0], Role.LEADER)
    page = sign_in(leader.user).get(f"/o/{campaigns[0].organisation.slug}/leadership")
    shown = BeautifulSoup(page.text, "html.parser").main.get_text(" ", strip=True)
    assert "277 people have signed up" in shown
    assert "1 campaign in which fewer than five take part is not in these numbers." in shown


@pytest.mark.parametrize(
    ("by", "label", "said"),
    [
        (By.COHORT, "Studerende, efterår", "Studerende, efterår"),
        (By.UNIT, "Campusser › Aarhus, C", "Aarhus, C"),
        (By.PERIOD, "Week 42, 12–18 October", "Week 42"),
    ],
)
def test_a_name_is_told_whole_and_a_week_without_its_days(plain_app, by, label, said):
    row = tables.Row(label, (9,))
    table = tables.Table(by=by, columns=("sign_ups",), rows=[row], hides_some=False, merged=0)
    with plain_app.test_request_context(headers={"Accept-Language": "en"}):
        assert tables.sentence(table) == f"{said} brought the most: 9 signed up"


def test_one_campaign_alone_is_as_its_paper(app, campaigns):
    first = campaigns[0]
    with app.test_request_context(headers={"Accept-Language": "en"}):
        whole = together.whole_of([first.id], today())
        assert [
            (one.by, one.columns, [(row.label, row.cells) for row in one.rows])
            for one in whole.tables
        ] == [
            (one.by, one.columns, [(row.label, row.cells) for row in one.rows])
            for one in breakdown.shared_tables(first)
        ]
