"""How much of each goal a group has brought: where several count sign-ups, and for whom."""

from bs4 import BeautifulSoup

from campaigns.enums import OutcomeKind
from campaigns.outcomes import recounting
from campaigns.outcomes.enums import Source, Stage
from campaigns.results import breakdown
from campaigns.results.breakdown import SHARED
from campaigns.results.enums import GROUPED, By
from core.db import db
from tests.campaigns.results.test_shared import add, address, in_csv, reader_of, shown
from tests.factories.accounts import UnitFactory
from tests.factories.ambassadors import CohortFactory
from tests.factories.campaigns import CampaignFactory, GoalFactory, OutcomeFactory


def test_what_a_group_brought_of_each_goal_is_told_in_the_house_only(app, sign_in):
    campaign = CampaignFactory()
    ours = campaign.organisation
    kinds = (OutcomeKind.EVENT_SIGN_UPS, OutcomeKind.CONVERSATIONS, OutcomeKind.ENROLMENTS)
    first, _talks, last = (
        GoalFactory(campaign=campaign, position=place, outcome_kind=kind, target=target)
        for place, (kind, target) in enumerate(zip(kinds, (300, 50, 40), strict=True))
    )
    north, south, west = (UnitFactory(organisation=ours, name=n) for n in ("Nord", "Syd", "Vest"))
    cohort = CohortFactory(organisation=ours)
    units = [*[north] * 5, *[south] * 4, *[west] * 2]
    parts = [
        add(campaign, f"P{n}", unit, cohort, "HR" if n % 2 else " hr", conversations=2)
        for n, unit in enumerate(units)
    ]
    for part in parts:
        OutcomeFactory.create_batch(3, goal=first, participation=part)
    for part in (parts[0], parts[6]):
        OutcomeFactory(goal=last, participation=part)
        OutcomeFactory(goal=last, participation=part, stage=Stage.CANCELLED)
    OutcomeFactory(goal=last, participation=None, source=Source.TOLD_BY)
    recounting.count_anew(campaign.id)
    db.session.commit()

    desk = sign_in(reader_of(campaign).user)
    page = desk.get(address(campaign, "/by/unit"))
    _groups, goals = shown(page)
    assert goals == [
        ["Unit", "of 300 sign-ups", "of 50 conversations", "of 40 enrolments"],
        ["Nord", "15", "10", "1"],
        ["2 other units", "18", "12", "1"],
        ["Told by an ambassador, not known which", "0", "0", "1"],
    ]
    assert in_csv(desk.get(address(campaign, "/by/unit.csv")).text)[-len(goals) :] == goals
    for by in GROUPED:
        of_goals = shown(desk.get(address(campaign, f"/by/{by.value}")))[-1]
        sums = [sum(int(row[place]) for row in of_goals[1:]) for place in (1, 2, 3)]
        assert sums == [33, 22, 3], by
    heading = BeautifulSoup(page.text, "html.parser").select_one("#goals")
    assert heading.get_text(strip=True) == "How much of each goal"
    assert not any(row.goals for row in breakdown.table(campaign, By.UNIT, SHARED).rows)
