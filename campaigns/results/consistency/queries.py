"""Reads about consistency: a few rows for a cohort of any size. No writes, no request."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import joinedload

from accounts.enums import RUNS_THE_PROGRAMME, Role
from accounts.models import Membership
from ambassadors.enums import CohortStatus
from ambassadors.models import Cohort
from campaigns.enums import CampaignStatus
from campaigns.models import Campaign, campaign_cohort
from campaigns.results.consistency.models import CohortCount, CohortDay, CohortUnit, CohortWeek
from core.db import db

AFTERWARDS = timedelta(days=28)  # of a season that is over, in which something may still be told
PEOPLE_A_SECOND = 100  # a cohort rests so long between two counts
LEAST_REST = 5.0

COUNT = select(CohortCount).where(CohortCount.cohort_id == bindparam("cohort"))
DAYS = (
    select(CohortDay.day, CohortDay.posts, CohortDay.conversations)
    .where(
        CohortDay.cohort_id == bindparam("cohort"),
        CohortDay.day.between(bindparam("first"), bindparam("last")),
        CohortDay.posts + CohortDay.conversations > 0,
    )
    .order_by(CohortDay.day)
)
WEEKS = (
    select(CohortWeek)
    .where(CohortWeek.cohort_id == bindparam("cohort"))
    .order_by(CohortWeek.monday)
)
UNITS = (
    select(CohortUnit)
    .where(CohortUnit.cohort_id == bindparam("cohort"))
    .options(joinedload(CohortUnit.unit))
    .order_by(CohortUnit.people.desc(), CohortUnit.id)
)


def find_count(cohort_id: uuid.UUID) -> CohortCount | None:
    """Return what a cohort came to when it was counted last."""
    return db.session.scalar(COUNT, {"cohort": cohort_id})


def days_of(cohort_id: uuid.UUID, first: date, last: date) -> dict[date, tuple[int, int]]:
    """Return the days on which a cohort did something, with its posts and conversations."""
    which = {"cohort": cohort_id, "first": first, "last": last}
    return {day: (posts, talks) for day, posts, talks in db.session.execute(DAYS, which)}


def weeks_of(cohort_id: uuid.UUID) -> Sequence[CohortWeek]:
    """Return a cohort's weeks in order."""
    return db.session.scalars(WEEKS, {"cohort": cohort_id}).all()


def units_of(cohort_id: uuid.UUID) -> Sequence[CohortUnit]:
    """Return a cohort's units, the largest first; whoever shows them merges the small ones."""
    return db.session.scalars(UNITS, {"cohort": cohort_id}).all()


def season_before(cohort: Cohort) -> Cohort | None:
    """Return the season before: the one it was copied from, else the latest of the same kind."""
    if cohort.copied_from_id:
        return db.session.get(Cohort, cohort.copied_from_id)
    return db.session.scalar(
        select(Cohort)
        .where(
            Cohort.organisation_id == cohort.organisation_id,
            Cohort.kind == cohort.kind,
            Cohort.season_start < cohort.season_start,
            Cohort.status != CohortStatus.DRAFT,
        )
        .order_by(Cohort.season_start.desc(), Cohort.id)
        .limit(1)
    )


def readable_cohorts(memberships: Iterable[Membership]) -> list[Cohort]:
    """Return the cohorts somebody may read about, newest season first.

    Who runs or leads the programme reads all; a results reader those of the campaigns given.
    """
    memberships = list(memberships)
    wanted = select(Cohort).where(
        Cohort.organisation_id.in_({one.organisation_id for one in memberships}),
        Cohort.status != CohortStatus.DRAFT,
    )
    if not any(one.role in {*RUNS_THE_PROGRAMME, Role.LEADER} for one in memberships):
        own = [one.id for one in memberships if one.role is Role.READER]
        given = (
            select(campaign_cohort.c.cohort_id)
            .join(Campaign, Campaign.id == campaign_cohort.c.campaign_id)
            .where(
                Campaign.status != CampaignStatus.DRAFT,
                Campaign.readers.any(Membership.id.in_(own)),
            )
        )
        wanted = wanted.where(Cohort.id.in_(given))
    return list(db.session.scalars(wanted.order_by(Cohort.season_start.desc(), Cohort.name)))


def to_count(today: date) -> list[uuid.UUID]:
    """Return the cohorts to count at night: those that have begun and are not long over."""
    return list(
        db.session.scalars(
            select(Cohort.id)
            .where(Cohort.status != CohortStatus.DRAFT, Cohort.season_end >= today - AFTERWARDS)
            .order_by(Cohort.id)
        )
    )


def behind(now: datetime) -> list[uuid.UUID]:
    """Return the cohorts to count now: never counted, or changed and rested since."""
    rows = db.session.execute(
        select(Cohort.id, CohortCount.counted_at, CohortCount.people)
        .outerjoin(CohortCount, CohortCount.cohort_id == Cohort.id)
        .where(
            Cohort.status != CohortStatus.DRAFT,
            or_(CohortCount.id.is_(None), CohortCount.stale_since.is_not(None)),
        )
        .order_by(CohortCount.stale_since, Cohort.id)
    )
    return [one for one, counted_at, people in rows if _has_rested(counted_at, people, now)]


def _has_rested(counted_at: datetime | None, people: int | None, now: datetime) -> bool:
    rest = timedelta(seconds=max(LEAST_REST, (people or 0) / PEOPLE_A_SECOND))
    return counted_at is None or counted_at + rest <= now


def counts_of(cohort_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, CohortCount]:
    """Return what these cohorts came to, in one query."""
    wanted = select(CohortCount).where(
        CohortCount.cohort_id.in_(cohort_ids), CohortCount.as_of.is_not(None)
    )
    return {row.cohort_id: row for row in db.session.scalars(wanted.order_by(CohortCount.id))}
