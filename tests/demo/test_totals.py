"""Every running total of the demo equals the rows it was counted from."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from campaigns.enums import OutcomeKind
from campaigns.models import Campaign, CampaignDay, Goal, Participation, ParticipationWeek
from campaigns.outcomes.enums import Source, Stage
from campaigns.outcomes.events import permissions
from campaigns.outcomes.events.models import Event, SignUp
from campaigns.outcomes.models import GoalSource, Outcome
from campaigns.posts.models import Conversation, Post
from campaigns.results.report import report_on
from campaigns.tracking.bursts import BURST
from campaigns.tracking.models import Link, LinkDay
from campaigns.tracking.visits import bursts_of
from core.db import db, utcnow
from core.formats import local_date

ZONE = "Europe/Copenhagen"
STEPS = ("clicks", "conversations", "sign_ups", "confirmed", "posts")
Cause = tuple[Any, Any, str, date, int]


def causes() -> Iterable[Cause]:
    """Yield (campaign, participation or None, step, day, number) for everything that happened."""
    parts = {part.id: part.campaign_id for part in db.session.scalars(select(Participation))}
    for post in db.session.scalars(select(Post)):
        if post.counts:  # three wait to be looked at, and one was given back
            day = local_date(post.published_at, ZONE)
            yield post.campaign_id, post.participation_id, "posts", day, 1
    for talk in db.session.scalars(select(Conversation)):
        part = talk.participation_id
        yield parts[part], part, "conversations", talk.happened_on, 1
    links = {link.id: link for link in db.session.scalars(select(Link))}
    for row in db.session.scalars(select(LinkDay)):
        link = links[row.link_id]
        yield link.campaign_id, link.participation_id, "clicks", row.day, row.clicks
    for outcome in db.session.scalars(select(Outcome)):
        if outcome.source is Source.NONE or outcome.stage is Stage.CANCELLED:
            continue
        day, campaign = local_date(outcome.happened_at, ZONE), outcome.goal.campaign_id
        yield campaign, outcome.participation_id, "sign_ups", day, 1
        if outcome.stage is Stage.CONFIRMED:
            yield campaign, outcome.participation_id, "confirmed", day, 1


def numbers_of(row: Any) -> dict[str, int]:
    return {step: getattr(row, step) for step in STEPS if getattr(row, step)}


def nested(counter: Counter[tuple[Any, str]]) -> dict[Any, dict[str, int]]:
    found: dict[Any, dict[str, int]] = {}
    for (key, step), number in counter.items():
        if number:
            found.setdefault(key, {})[step] = number
    return found


def filled(rows: Iterable[tuple[Any, dict[str, int]]]) -> dict[Any, dict[str, int]]:
    return {key: numbers for key, numbers in rows if numbers}


def test_running_totals_equal_their_rows(demo: Flask) -> None:
    days: Counter[tuple[Any, str]] = Counter()
    people: Counter[tuple[Any, str]] = Counter()
    weeks: Counter[tuple[Any, str]] = Counter()
    for campaign, part, step, day, number in causes():
        days[(campaign, day), step] += number
        if part:
            people[part, step] += number
            weeks[(part, day - timedelta(days=day.weekday())), step] += number
    assert len(days) > 400
    scalars = db.session.scalars
    assert nested(days) == filled(
        ((row.campaign_id, row.day), numbers_of(row)) for row in scalars(select(CampaignDay))
    )
    assert nested(people) == filled(
        (row.id, numbers_of(row)) for row in scalars(select(Participation))
    )
    assert nested(weeks) == filled(
        ((row.participation_id, row.monday), numbers_of(row))
        for row in scalars(select(ParticipationWeek))
    )


def test_the_last_active_day_is_that_of_the_last_deed(demo: Flask) -> None:
    last: dict[Any, date] = {}
    for _campaign, part, step, day, _number in causes():
        if part and step in ("posts", "conversations"):
            last[part] = max(day, last.get(part, day))
    rows = db.session.scalars(select(Participation))
    assert last == {row.id: row.last_active_on for row in rows if row.last_active_on}


def test_seats_and_sources_equal_the_sign_ups(demo: Flask) -> None:
    for event in db.session.scalars(select(Event)).all():
        seats = db.session.scalars(select(SignUp).where(SignUp.event_id == event.id)).all()
        assert event.taken == sum(permissions.has_seat(seat) for seat in seats) > 0
    sources = Counter(
        (outcome.goal_id, outcome.source)
        for outcome in db.session.scalars(select(Outcome))
        if outcome.stage is not Stage.CANCELLED
    )
    rows = db.session.scalars(select(GoalSource))
    assert sources == {(row.goal_id, row.source): row.sign_ups for row in rows}


def test_every_outcome_belongs_to_a_seat_that_says_the_same(demo: Flask) -> None:
    seated = select(SignUp).where(SignUp.turn.is_(None))
    seats = {str(seat.id): seat for seat in db.session.scalars(seated)}
    at_events = Goal.outcome_kind == OutcomeKind.EVENT_SIGN_UPS
    outcomes = db.session.scalars(select(Outcome).join(Outcome.goal).where(at_events)).all()
    assert len(outcomes) == len(seats)
    for outcome in outcomes:
        seat = seats[outcome.external_ref]
        assert (outcome.stage is Stage.CANCELLED) == (seat.cancelled_at is not None)
        assert (outcome.stage is Stage.CONFIRMED) == (seat.confirmed_at is not None)
        assert (outcome.source is Source.TOLD_BY) == bool(seat.told_by)


def test_the_open_house_is_near_its_goal(demo: Flask) -> None:
    campaign = db.session.scalars(select(Campaign).where(Campaign.name_da == "Åbent hus")).one()
    report = report_on(campaign, local_date(utcnow(), ZONE))
    goals = {goal.kind: (goal.tracked, goal.told, goal.target) for goal in report.goals}
    assert goals == {
        OutcomeKind.EVENT_SIGN_UPS: (214, 61, 300),
        OutcomeKind.CONVERSATIONS: (168, 0, 100),
    }
    assert (report.ladder.clicks, report.by_themselves) == (4812, 44)
    assert report.spike is not None
    assert [quarter.clicks >= BURST for quarter in bursts_of(campaign)] == [True]
    names = {unit.name for unit in report.units}
    assert names == {"Campusser › Campus Aarhus C", "Campusser › Campus Holstebro", None}
    assert report.units[-1].merged == 2
