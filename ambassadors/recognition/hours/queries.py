"""Reads about hours. No writes, no request, no templates."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select

from accounts.models import Unit, User
from ambassadors.models import Ambassador, Cohort
from ambassadors.people import shown_name
from ambassadors.recognition.hours.models import HoursEntry
from core.db import db


@dataclass(frozen=True)
class HoursLine:
    """What one ambassador has given in all; in the order in which ``_sums`` asks."""

    name: str
    unit: str | None
    days: int
    quarters: int
    last_on: date


@dataclass(frozen=True)
class HoursTotal:
    """What a cohort has given in all."""

    people: int
    quarters: int


def entries_of(ambassador: Ambassador) -> list[HoursEntry]:
    """Return what an ambassador has logged, the latest first."""
    return list(
        db.session.scalars(
            select(HoursEntry)
            .where(HoursEntry.ambassador_id == ambassador.id)
            .order_by(HoursEntry.day.desc(), HoursEntry.created_at.desc(), HoursEntry.id)
        )
    )


def get_entry(ambassador: Ambassador, entry_id: uuid.UUID) -> HoursEntry:
    """Return one's own entry; NoResultFound becomes a 404."""
    own = (HoursEntry.id == entry_id, HoursEntry.ambassador_id == ambassador.id)
    return db.session.scalars(select(HoursEntry).where(*own)).one()


def quarters_of(ambassador: Ambassador) -> int:
    """Return how many quarters of an hour an ambassador has given in all."""
    total = select(func.sum(HoursEntry.quarters)).where(HoursEntry.ambassador_id == ambassador.id)
    return db.session.scalar(total) or 0


def quarters_on(ambassador: Ambassador, day: date, *, but: uuid.UUID | None = None) -> int:
    """Return how many quarters of an hour somebody has logged on a day, one entry left out."""
    wanted = [HoursEntry.ambassador_id == ambassador.id, HoursEntry.day == day]
    if but:
        wanted.append(HoursEntry.id != but)
    return db.session.scalar(select(func.sum(HoursEntry.quarters)).where(*wanted)) or 0


def total_of(cohort: Cohort) -> HoursTotal:
    """Return what a cohort has given; hours of people who were erased still count."""
    row = db.session.execute(
        select(func.count(HoursEntry.ambassador_id.distinct()), func.sum(HoursEntry.quarters))
        .join(HoursEntry.ambassador)
        .where(Ambassador.cohort_id == cohort.id)
    ).one()
    return HoursTotal(row[0], row[1] or 0)


def lines_of(cohort: Cohort, *, limit: int | None = None, offset: int = 0) -> Iterator[HoursLine]:
    """Return the sums of a cohort's people, by name; never single entries."""
    for name, unit, days, quarters, last in db.session.execute(
        _sums(cohort).limit(limit).offset(offset)
    ):
        yield HoursLine(shown_name(name), unit, days, quarters, last)


def _sums(cohort: Cohort) -> Select[str, str, int, int, date]:
    return (
        select(
            User.name,
            Unit.name,
            func.count(HoursEntry.day.distinct()),
            func.sum(HoursEntry.quarters),
            func.max(HoursEntry.day),
        )
        .select_from(HoursEntry)
        .join(HoursEntry.ambassador)
        .join(Ambassador.user)
        .outerjoin(Ambassador.unit)
        .where(Ambassador.cohort_id == cohort.id)
        .group_by(Ambassador.id, User.name, Unit.name)
        .order_by(User.name, Ambassador.id)
    )
