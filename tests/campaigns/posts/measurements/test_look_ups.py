"""Both say yes, one post at a time, by day, less often when turned away; the clock is given."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import travel

from campaigns.posts.measurements.enums import Source, Trouble
from campaigns.posts.measurements.look_ups import jobs as look_up_jobs
from campaigns.posts.measurements.look_ups import operations, pacing, queries
from campaigns.posts.measurements.look_ups.enums import LookUpState
from campaigns.posts.measurements.look_ups.models import InstagramGate, LookUp
from campaigns.posts.measurements.look_ups.status import State, status
from campaigns.posts.measurements.models import Measurement
from campaigns.posts.models import Post
from core import jobs
from core.db import db
from core.settings import current_settings
from tests.campaigns.posts.measurements.stand_ins import POST, Instagram, rerouted
from tests.factories.accounts import MembershipFactory
from tests.factories.campaigns import ParticipationFactory, PostFactory

ZONE = ZoneInfo("Europe/Copenhagen")
NOON = datetime(2026, 11, 16, 11, tzinfo=UTC)  # a Monday; 12 o'clock there
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def test_a_post_is_asked_about_five_times_by_day() -> None:
    put_up = NOON - 2 * HOUR
    due, seen = pacing.first_due(put_up, NOON), []
    while due:
        seen.append((due - put_up).days)
        due = pacing.next_due(put_up, due)
    assert seen == [1, 3, 7, 14, 28]
    # one that is found out about late is asked about at once, and an old one never
    assert pacing.first_due(NOON - 5 * DAY, NOON) == NOON
    assert pacing.first_due(NOON - 28 * DAY, NOON) is None
    assert [pacing.closed_for(times) // HOUR for times in (1, 2, 3, 4, 9)] == [6, 12, 24, 48, 48]
    late = NOON.replace(hour=21, minute=30)  # half past ten there
    assert pacing.is_night(late, ZONE)
    assert pacing.by_day(late, ZONE) == datetime(2026, 11, 17, 6, tzinfo=UTC)
    assert pacing.by_day(NOON, ZONE) == NOON
    # two today are all that is left; the third is the next morning's first
    planned = pacing.plan([NOON] * 3, pacing.Opening(NOON, left=2), ZONE)
    assert planned == [NOON, NOON + pacing.PACE, datetime(2026, 11, 17, 6, tzinfo=UTC)]


@pytest.fixture
def instagram(app: Flask) -> Iterator[Instagram]:
    settings = current_settings()
    settings.instagram_look_ups = True
    look_up_jobs.INSTAGRAM.begin_anew()
    with Instagram() as made, rerouted(made.base):
        yield made
    settings.instagram_look_ups = False
    look_up_jobs.INSTAGRAM.begin_anew()


@pytest.fixture
def posts(app: Flask, instagram: Instagram) -> list[Post]:
    """Three posts of somebody who said yes, and one of somebody who was not asked."""
    part, other = ParticipationFactory(), ParticipationFactory()
    made = [
        PostFactory(participation=part, published_at=NOON - (2 + n) * HOUR, shortcode=code)
        for n, code in enumerate(("C_VIniGzTE1", "C_VIniGzTE2", "C_VIniGzTE3"))
    ]
    PostFactory(participation=other, published_at=NOON - 3 * HOUR, shortcode="C_VIniGzTE4")
    db.session.flush()
    for post in made:
        instagram.add(post.shortcode)
    operations.agree(part.ambassador, now=NOON)
    db.session.commit()
    return made


def turn(at: datetime) -> None:
    """Let the worker have its turn at a time, and do what it put in line."""
    with travel(at, tick=False):
        db.session.rollback()
        look_up_jobs.plan()
        look_up_jobs.take_turn()
        jobs.run_all()
        db.session.rollback()


def the_gate() -> InstagramGate:
    found = queries.gate()
    assert found is not None
    return found


def measured() -> list[Measurement]:
    return list(db.session.scalars(select(Measurement).order_by(Measurement.created_at)))


def test_one_post_a_turn_and_only_of_those_who_agreed(
    posts: list[Post], instagram: Instagram
) -> None:
    turn(NOON)
    assert instagram.asked == []  # planned for tomorrow
    first = NOON + DAY
    for minutes in (0, 1, 3, 6, 9):
        turn(first + timedelta(minutes=minutes))
    assert instagram.asked_for == ["C_VIniGzTE3", "C_VIniGzTE2", "C_VIniGzTE1"]
    kept = measured()
    assert [(one.source, one.likes, one.comments, one.views, one.by_id) for one in kept] == [
        (Source.INSTALOADER, 42, 7, None, None)
    ] * 3
    plans = db.session.scalars(select(LookUp)).all()
    assert {one.due_at - one.post.published_at for one in plans} == {3 * DAY}
    # nobody is asked at night, after forty, without the operator's yes, or once it is stopped
    third = NOON + 3 * DAY
    turn(third.replace(hour=22))
    the_gate().asked, the_gate().day = pacing.A_DAY, third.date()
    db.session.commit()
    turn(third)
    current_settings().instagram_look_ups = False
    turn(third + DAY)
    current_settings().instagram_look_ups = True
    boss = MembershipFactory(organisation=posts[0].participation.campaign.organisation)
    operations.stop(boss.organisation, actor=boss.user, now=third)
    db.session.commit()
    turn(third + DAY)
    assert len(instagram.asked_for) == 3
    operations.resume(boss.organisation, actor=boss.user)
    db.session.commit()
    turn(third + DAY)
    assert len(instagram.asked_for) == 4
    # her no ends it: the plans are gone, what was read stays
    operations.withdraw(posts[0].participation.ambassador, now=third)
    db.session.commit()
    turn(third + DAY + HOUR)
    assert (len(instagram.asked_for), len(measured())) == (4, 4)
    assert db.session.scalars(select(LookUp)).all() == []


def test_being_turned_away_closes_the_gate_longer_each_time(
    posts: list[Post], instagram: Instagram
) -> None:
    turn(NOON)
    at = NOON + DAY
    for hours in (6, 12, 24, 48, 48):
        instagram.fail(POST, 401, {"status": "fail", "message": "Please wait a few minutes"})
        at = pacing.by_day(at, ZONE)
        turn(at)
        assert the_gate().closed_until == at + hours * HOUR
        asked = len(instagram.asked)
        turn(at + hours * HOUR - timedelta(minutes=1))
        assert len(instagram.asked) == asked
        at += hours * HOUR
    assert (the_gate().trouble, measured()) == (Trouble.LOGIN_WALL, [])
    told = status(
        is_on=True, stop=None, agreed=queries.Agreed(1, 1), gate=the_gate(),
        waiting=queries.waiting(posts[0].participation.campaign.organisation_id),
        queue=queries.queue(), now=at - HOUR, zone=ZONE,
    )  # fmt: skip
    assert (told.state, told.next_at) == (State.CLOSED, pacing.by_day(at, ZONE))
    assert len(told.planned) == 3
    turn(pacing.by_day(at, ZONE))  # one asks, to see, and is answered
    gate = the_gate()
    assert (gate.closed_until, gate.times_closed, gate.trouble) == (None, 0, None)
    assert len(measured()) == 1


def test_each_trouble_has_its_own_consequence(posts: list[Post], instagram: Instagram) -> None:
    turn(NOON)
    at = NOON + DAY
    instagram.posts.pop("C_VIniGzTE3")
    turn(at)
    plan = queries.of_post(posts[2])
    assert plan is not None
    assert (plan.state, plan.trouble) == (LookUpState.NOT_SEEN, Trouble.GONE)
    # the network: an hour, four, a day, and then the post's next day
    waits = []
    posts[0].removed_at = NOON  # out of the way
    db.session.commit()
    for _ in range(4):
        instagram.fail(POST, hangs_up=True)
        at = pacing.by_day(at + timedelta(minutes=3), ZONE)
        turn(at)
        plan = queries.of_post(posts[1])
        assert plan is not None
        waits.append(plan.due_at - at)
        at = plan.due_at
    assert waits[:3] == [HOUR, 4 * HOUR, DAY]
    assert plan.due_at == posts[1].published_at + 3 * DAY
    assert the_gate().closed_until is None
    # three odd answers in a row close the gate, and one does when it has just been tried again
    for closed in (False, False, True, True):
        instagram.fail(POST, 200, "<html>")
        at = pacing.by_day(max(at, the_gate().closed_until or at), ZONE)
        turn(at)
        until = the_gate().closed_until
        assert (until is not None and until > at) is closed
        plan = queries.of_post(posts[1])
        assert plan is not None
        at = plan.due_at
    assert measured() == []
    # she says it is public: it is in line again
    lost = queries.of_post(posts[2])
    assert lost is not None
    operations.ask_again(lost, now=at)
    assert (lost.state, lost.trouble) == (LookUpState.WAITING, None)


def test_two_workers_never_take_the_same_turn(app: Flask) -> None:
    taken: Callable[[datetime], bool] = lambda at: operations.take_turn(at, at.date())  # noqa: E731
    assert [taken(NOON), taken(NOON), taken(NOON + timedelta(seconds=89))] == [True, False, False]
    assert taken(NOON + pacing.PACE + pacing.JITTER)
    db.session.commit()
    assert the_gate().asked == 2
