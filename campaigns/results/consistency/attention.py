"""Who thrives, who is quiet, and who would like a kind word: for those who run the programme."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import contains_eager, joinedload

from ambassadors.enums import AmbassadorStatus, CohortStatus
from ambassadors.messages import nudges
from ambassadors.models import Ambassador, Cohort
from ambassadors.queries import is_paused
from campaigns.models import Participation, ParticipationWeek
from campaigns.queries import has_declined_all
from campaigns.results.consistency.counting import THRIVING, WEEKS_LATELY
from campaigns.results.ladder import monday_of
from core.db import db
from core.kept_counts import kept

SILENT_DAYS = 21
PER_PAGE = 50


class Group(StrEnum):
    """How somebody is doing, as far as their posts and conversations tell."""

    KIND_WORD = "kind-word"  # quiet, and their own terms allow a reminder now
    IN_PEACE = "in-peace"  # quiet, and their own terms ask to be left so
    THRIVING = "thriving"


@dataclass(frozen=True)
class PersonNow:
    """One person of a list, with the day they last posted or talked."""

    person: Ambassador
    last_active_on: date | None


@dataclass(frozen=True)
class Doing:
    """How many are in each group."""

    kind_word: int
    in_peace: int
    thriving: int

    def of(self, group: Group) -> int:
        """Return how many are in one group."""
        numbers = (self.kind_word, self.in_peace, self.thriving)
        return dict(zip(Group, numbers, strict=True))[group]


def is_silent(today: date) -> ColumnElement[bool]:
    """Return the condition that somebody did nothing for three weeks, is not on a break and has not
    said no to every running campaign."""
    limit = today - timedelta(days=SILENT_DAYS)
    lately = select(Participation.id).where(
        Participation.ambassador_id == Ambassador.id, Participation.last_active_on >= limit
    )
    return and_(~lately.exists(), ~is_paused(today), ~has_declined_all())


def are_here(organisation_id: uuid.UUID, today: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that somebody takes part in an open cohort and is not new any more."""
    limit = today - timedelta(days=SILENT_DAYS)
    return (
        Cohort.organisation_id == organisation_id,
        Cohort.status == CohortStatus.OPEN,
        Ambassador.status == AmbassadorStatus.ACTIVE,
        Ambassador.joined_at <= datetime.combine(limit, time.max, UTC),
    )


def _is_thriving(today: date) -> ColumnElement[bool]:
    """Return the condition that somebody did something in three of the last four weeks."""
    since = monday_of(today) - timedelta(weeks=WEEKS_LATELY - 1)
    steady = (
        select(Participation.ambassador_id)
        .join(ParticipationWeek, ParticipationWeek.participation_id == Participation.id)
        .where(
            ParticipationWeek.monday >= since,
            ParticipationWeek.posts + ParticipationWeek.conversations > 0,
        )
        .group_by(Participation.ambassador_id)
        .having(func.count(ParticipationWeek.monday.distinct()) >= THRIVING)
    )
    return Ambassador.id.in_(steady)


def _is_in(group: Group, today: date, now: datetime) -> ColumnElement[bool]:
    if group is Group.THRIVING:
        return _is_thriving(today)
    may = nudges.may_be_nudged(today, now)
    return and_(is_silent(today), may if group is Group.KIND_WORD else ~may)


def count_doing(organisation_id: uuid.UUID, today: date, now: datetime) -> Doing:
    """Return how many are in each group; among thousands up to five seconds old."""
    here = are_here(organisation_id, today)
    counted = select(func.count(), *(func.count().filter(_is_in(one, today, now)) for one in Group))
    counted = counted.select_from(Ambassador).join(Ambassador.cohort).where(*here)
    _people, *numbers = kept(
        ("doing", organisation_id, today),
        lambda: tuple(db.session.execute(counted).one()),
        lambda found: found[0],
    )
    return Doing(*numbers)


def people_in(
    organisation_id: uuid.UUID, group: Group, *, today: date, now: datetime, page: int
) -> list[PersonNow]:
    """Return one page of a group, who has been quiet longest first."""
    last = (
        select(func.max(Participation.last_active_on))
        .where(Participation.ambassador_id == Ambassador.id)
        .scalar_subquery()
    )
    rows = db.session.execute(
        _people(organisation_id, today)
        .add_columns(last)
        .where(_is_in(group, today, now))
        .order_by(last.is_not(None), last, Ambassador.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return [PersonNow(person, day) for person, day in rows]


def get_person(organisation_id: uuid.UUID, ambassador_id: uuid.UUID, today: date) -> Ambassador:
    """Return one person of an open cohort; NoResultFound becomes a 404."""
    return db.session.scalars(
        _people(organisation_id, today).where(Ambassador.id == ambassador_id)
    ).one()


def _people(organisation_id: uuid.UUID, today: date) -> Select[Ambassador]:
    return (
        select(Ambassador)
        .join(Ambassador.cohort)
        .where(*are_here(organisation_id, today))
        .options(
            contains_eager(Ambassador.cohort).joinedload(Cohort.organisation),
            joinedload(Ambassador.user),
            joinedload(Ambassador.unit),
        )
    )
