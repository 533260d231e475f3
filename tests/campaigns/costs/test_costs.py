"""What a campaign costs: money, hours, and what one confirmed outcome comes to."""

import pytest
from sqlalchemy import select

from accounts.enums import Role
from accounts.models import AuditEvent
from ambassadors.recognition.hours.models import HoursEntry
from campaigns.costs import operations, queries
from campaigns.costs.kroner import kroner, ore_in, plain
from campaigns.costs.models import Cost
from campaigns.costs.operations import Spending
from campaigns.enums import CampaignStatus, OutcomeKind
from campaigns.errors import CampaignArchived
from campaigns.models import Campaign
from campaigns.outcomes.enums import Source
from campaigns.outcomes.models import GoalSource
from campaigns.results.value import Value, in_words, value_of, values_of
from core.db import db
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.campaigns import (
    CampaignFactory,
    CostFactory,
    GoalFactory,
    ParticipationFactory,
    today,
)
from tests.queries import count_queries


@pytest.mark.parametrize(
    ("typed", "ore"),
    [
        ("1.250,50", 125050), ("1250.50", 125050), ("1 250 kr.", 125000), ("kr 40", 4000),
        ("89,5", 8950), ("1.250.000", 125000000), ("0,05", 5), ("12.5", 1250),
        ("1,250", None), ("1.2.3", None), ("-5", None), ("tyve", None), ("", None),
    ],
)  # fmt: skip
def test_amounts_are_read_as_danes_type_them(typed, ore):
    assert ore_in(typed) == ore


def test_amounts_are_written_with_ore_only_where_there_are_some(app):
    with app.test_request_context(headers={"Accept-Language": "da"}):
        assert (kroner(125000), kroner(125005), plain(125050)) == (
            "1.250 kr.",
            "1.250,05 kr.",
            "1250,50",
        )
    assert ore_in("1250,50") == 125050


def test_a_confirmed_outcome_costs_between_two_numbers():
    """Worked by hand: 40,000 kr. over 200 tracked, and over 200 + 50 who were told.

    40,000 / 250 = 160; 40,000 / 200 = 200. The 44 who came by themselves change nothing.
    """
    confirmed = {
        Source.LINK: 150, Source.CODE: 30, Source.IMPORT: 20, Source.TOLD_BY: 50, Source.NONE: 44,
    }  # fmt: skip
    assert value_of(confirmed, 4_000_000) == Value(tracked=200, told=50, low=16000.0, high=20000.0)
    assert value_of({Source.TOLD_BY: 4}, 100) == Value(tracked=0, told=4, low=25.0, high=None)
    assert value_of({Source.NONE: 9}, 100) == Value(tracked=0, told=0, low=None, high=None)


def test_a_range_is_said_and_what_is_unknown_is_no_number(app):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        said = [
            in_words(value_of({Source.LINK: 200, Source.TOLD_BY: 50}, 4_000_000), 4_000_000),
            in_words(value_of({Source.LINK: 100}, 40_000), 40_000),
            in_words(value_of({Source.TOLD_BY: 4}, 40_000), 40_000),
            in_words(value_of({}, 40_000), 40_000),
            in_words(value_of({Source.LINK: 9}, 0), 0),
        ]
    assert said == [
        "160 kr. to 200 kr.", "4 kr.", "100 kr. or more", "Nobody is confirmed yet",
        "No costs are noted yet",
    ]  # fmt: skip


def test_hours_count_as_money_only_with_a_rate(app):
    campaign = CampaignFactory()
    CostFactory(campaign=campaign, amount=100_050)
    CostFactory(campaign=campaign, amount=None, quarters=10, rate=30_000)  # 2.5 hours at 300 kr.
    CostFactory(campaign=campaign, amount=None, quarters=4)
    CostFactory(amount=999)  # another campaign's
    spent = queries.spent_on(campaign)
    assert (spent.money, spent.quarters, spent.hours_money, spent.unpriced_quarters) == (
        100_050, 14, 75_000, 4,
    )  # fmt: skip
    assert spent.in_all == 175_050


def test_ambassadors_hours_are_those_of_its_people_in_its_days(app):
    part = ParticipationFactory()
    campaign = part.campaign
    outsider = AmbassadorFactory(cohort=part.ambassador.cohort)
    for who, day, quarters in (
        (part.ambassador, campaign.starts_on, 6),
        (part.ambassador, campaign.ends_on, 2),
        (part.ambassador, campaign.ends_on.replace(year=2031), 4),
        (outsider, campaign.starts_on, 9),
    ):
        db.session.add(HoursEntry(ambassador=who, day=day, quarters=quarters))
    assert queries.given_to(campaign) == queries.Given(people=1, quarters=8)


def test_a_cost_is_noted_once_put_right_and_taken_away_on_the_trail(app):
    campaign, organiser = CampaignFactory(), UserFactory()
    said = Spending(what="Plakater", spent_on=today(), amount=5)
    cost = operations.note_cost(campaign, said, actor=organiser)
    assert operations.note_cost(campaign, said, actor=organiser) is cost  # sent twice
    new = Spending(what="Stand", spent_on=today(), quarters=4, rate=7)
    operations.change_cost(cost, new, actor=organiser)
    db.session.flush()
    assert (cost.what, cost.amount, cost.quarters, cost.rate) == ("Stand", None, 4, 7)
    operations.remove_cost(cost, actor=organiser)
    db.session.commit()
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.position)).all()
    assert [event.action for event in events] == ["cost_noted", "cost_changed", "cost_removed"]
    assert events[1].before == {"what": "Plakater", "day": str(today()), "amount": 5}
    campaign.status = CampaignStatus.ARCHIVED
    with pytest.raises(CampaignArchived):
        operations.note_cost(campaign, said, actor=organiser)


@pytest.fixture
def line(app):
    membership = MembershipFactory(role=Role.ORGANISER)
    membership.user.locale = "en"
    return membership


def test_an_organiser_notes_costs_and_reads_what_they_gave(line, sign_in):
    desk = sign_in(line.user)
    campaign = CampaignFactory(organisation=line.organisation)
    goal = GoalFactory(campaign=campaign)
    GoalFactory(campaign=campaign, position=1, outcome_kind=OutcomeKind.CONVERSATIONS)
    for source, confirmed in ((Source.LINK, 20), (Source.TOLD_BY, 5), (Source.NONE, 80)):
        db.session.add(GoalSource(goal_id=goal.id, source=source, sign_ups=99, confirmed=confirmed))
    costs = f"/o/{line.organisation.slug}/campaigns/{campaign.id}/costs"
    value = f"/o/{line.organisation.slug}/results/{campaign.id}/value"

    refused = desk.post(f"{costs}/money", data={"what": "Boller", "amount": "1,250"}).text
    assert 'value="Boller"' in refused
    assert 'value="1,250"' in refused
    data = {"what": "Boller", "spent_on": str(today()), "amount": "1.500"}
    desk.post(f"{costs}/money", data=data)
    hours = {"what": "Opstilling", "spent_on": str(today()), "hours": "2.5", "rate": "200"}
    desk.post(f"{costs}/hours", data=hours)
    assert "2,000 kr." in desk.get(costs).text
    page = desk.get(value).text
    assert "80 kr. to 100 kr." in page
    assert "Do not add official growth" in page
    for cost in db.session.scalars(select(Cost)).all():
        assert desk.get(f"{costs}/{cost.id}").status_code == 200
        desk.post(f"{costs}/{cost.id}/removal")
    assert "No costs are noted yet" in desk.get(value).text
    elsewhere = CostFactory()
    assert desk.get(f"{costs}/{elsewhere.id}").status_code == 404


def test_gifts_of_fewer_than_five_are_not_shown_and_of_five_priced_when_asked(line, sign_in):
    desk = sign_in(line.user)
    campaign = CampaignFactory(organisation=line.organisation)
    cost = CostFactory(campaign=campaign, amount=100_000)
    GoalFactory(campaign=campaign)
    value = f"/o/{line.organisation.slug}/results/{cost.campaign_id}/value"
    for number in range(1, 6):
        part = ParticipationFactory(campaign=campaign)
        db.session.add(HoursEntry(ambassador=part.ambassador, day=today(), quarters=4))
        db.session.commit()
        assert ("Fewer than five" in desk.get(f"{value}?rate=100").text) is (number < 5)
    assert "1,500 kr." in desk.get(f"{value}?rate=100").text
    assert "Enter an amount" in desk.get(f"{value}?rate=meget").text
    assert "1,500 kr." not in desk.get(value).text


def test_costs_take_as_many_queries_for_three(line, sign_in):
    desk = sign_in(line.user)
    campaign_id = CampaignFactory(organisation=line.organisation).id
    page = f"/o/{line.organisation.slug}/campaigns/{campaign_id}/costs"
    desk.get(page)
    numbers = []
    for more in (1, 2):
        for _ in range(more):
            CostFactory(campaign=db.session.get_one(Campaign, campaign_id))
        with count_queries() as counted:
            desk.get(page)
        numbers.append(len(counted))
    assert numbers[0] == numbers[1]


def test_every_goal_is_measured_by_itself(app):
    campaign = CampaignFactory()
    goals = [
        GoalFactory(campaign=campaign),
        GoalFactory(campaign=campaign, position=1, outcome_kind=OutcomeKind.ENROLMENTS),
        GoalFactory(campaign=campaign, position=2, outcome_kind=OutcomeKind.CONVERSATIONS),
    ]
    db.session.refresh(campaign, ["goals"])
    rows = values_of(campaign, {goals[1].id: {Source.LINK: 2}}, 100)
    assert [(row.value.tracked, row.value.low) for row in rows] == [(0, None), (2, 50.0)]
