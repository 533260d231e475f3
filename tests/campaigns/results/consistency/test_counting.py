"""One cohort worked out by hand: who carries it, who keeps their rhythm, and what nights prove."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select, update
from time_machine import travel

from ambassadors.enums import Rhythm
from campaigns.posts import operations as posts
from campaigns.results.consistency import jobs as consistency_jobs
from campaigns.results.consistency import pages, queries
from campaigns.results.consistency.models import CohortDay, CohortWeek
from campaigns.results.ladder import monday_of
from core import jobs
from core.db import db, utcnow
from tests.factories.accounts import UnitFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory, PauseFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory

TODAY = date(2026, 11, 19)  # a Thursday
MONDAY = monday_of(TODAY)
START = MONDAY - timedelta(weeks=9)
NOON = time(12, tzinfo=UTC)


def monday(back: int) -> date:
    return MONDAY - timedelta(weeks=back)


def talks(part, *back: int, each: int = 1) -> None:
    for weeks in back:
        for _ in range(each):
            posts.log_conversation(part, topic=None, on=monday(weeks))


def season(**given):
    cohort = CohortFactory(season_start=START, season_end=TODAY + timedelta(days=90), **given)
    campaign = CampaignFactory(organisation=cohort.organisation)

    def joins(unit, rhythm=Rhythm.WEEKLY, **person):
        someone = AmbassadorFactory(
            cohort=cohort,
            unit=unit,
            rhythm=rhythm,
            joined_at=datetime.combine(START, NOON),
            **person,
        )
        return ParticipationFactory(campaign=campaign, ambassador=someone)

    return cohort, joins


@travel(datetime.combine(TODAY, NOON), tick=True)
def test_a_season_worked_out_by_hand(app, run_jobs):
    cohort, joins = season()
    large, small = UnitFactory.create_batch(2, organisation=cohort.organisation)
    steady, two = joins(large), joins(large, Rhythm.EVERY_OTHER_WEEK)
    quiet, away, left = joins(large), joins(large), joins(large)
    whenever = joins(small, Rhythm.WHENEVER)
    talks(steady, *range(1, 10))  # each of nine finished weeks
    talks(two, 1, 3, 5, 7, each=2)  # four periods of five
    talks(quiet, 8, 9)  # two of nine, and nothing for eight weeks
    talks(away, 7, 8, 9)
    PauseFactory(ambassador=away.ambassador, starts_on=monday(6), ends_on=TODAY)
    talks(left, 9)
    left.ambassador.left_at = datetime.combine(monday(8), NOON)
    talks(whenever, 1)
    db.session.commit()

    consistency_jobs.count_what_is_behind()
    found = pages.steadiness_of(cohort)
    assert found is not None
    now = found.now
    assert (now.people, now.active, now.asked) == (5, 3, 4)  # away rests, and left is not asked
    assert (now.weeks, now.weeks_active, now.conversations) == (10, 9, 24)
    assert (now.silence.first, now.silence.last, now.silence.is_open) == (
        monday(1) + timedelta(days=1),
        TODAY,
        True,
    )
    # steady 9 of 9, two 4 of 5, quiet 2 of 9, away 3 of 3; left was there for one week and kept it.
    assert (now.kept, now.expected) == (9 + 4 + 2 + 3 + 1, 9 + 5 + 9 + 3 + 1)
    assert now.top_share == (9 + 8 + 3) / 24
    assert found.count.people_by_deeds == {"1": 2, "2": 1, "3": 1, "8": 1, "9": 1}
    assert (found.count.thriving, found.count.quiet) == (1, 1)
    last = found.weeks[-2]
    assert (last.people, last.active, last.recent, last.resting) == (5, 3, 3, 1)
    assert [(unit.merged, unit.people, unit.active) for unit in found.units] == [(2, 5, 3)]

    # Taken back, told, and counted again only once it has rested.
    posts.remove_conversation(
        db.session.scalars(
            select(posts.Conversation).where(posts.Conversation.participation_id == whenever.id)
        ).one()
    )
    db.session.commit()
    assert queries.behind(utcnow()) == []
    assert queries.behind(utcnow() + timedelta(seconds=6)) == [cohort.id]

    # A hand in the database is found at night, and only that.
    db.session.execute(update(CohortDay).where(CohortDay.day == monday(9)).values(posts=7))
    db.session.commit()
    jobs.enqueue("count_cohorts")
    run_jobs()
    assert queries.behind(utcnow() + timedelta(days=1)) == []
    assert queries.days_of(cohort.id, monday(9), monday(9)) == {monday(9): (0, 4)}
    week = select(CohortWeek.so_far).where(CohortWeek.monday == MONDAY)
    assert db.session.scalars(week.where(CohortWeek.cohort_id == cohort.id)).one() == 23


@travel(datetime.combine(TODAY, NOON), tick=True)
def test_the_season_before_is_read_at_the_same_time_of_it(app):
    cohort, joins = season()
    talks(joins(None), 1, 2, 3)
    year = timedelta(weeks=52)
    before = CohortFactory(
        organisation=cohort.organisation,
        season_start=START - year,
        season_end=START - timedelta(days=1),
    )
    cohort.copied_from_id = before.id
    campaign = CampaignFactory(organisation=cohort.organisation)
    then = ParticipationFactory(
        campaign=campaign,
        ambassador=AmbassadorFactory(
            cohort=before, joined_at=datetime.combine(START - year, NOON), rhythm=Rhythm.WEEKLY
        ),
    )
    talks(
        then, 52 + 9, 52 + 8, 52 + 1, 52 - 5
    )  # the last one is later in its season than we are now
    db.session.commit()
    consistency_jobs.count_what_is_behind()

    beside = pages.steadiness_of(cohort).before
    assert beside.cohort == before
    assert (beside.then.as_of, beside.ends_on) == (TODAY - year, before.season_end)
    assert (beside.then.weeks, beside.then.weeks_active, beside.then.deeds) == (10, 3, 3)
    assert (beside.then.active, beside.then.asked) == (1, 1)
    assert beside.then.silence.days == 48
