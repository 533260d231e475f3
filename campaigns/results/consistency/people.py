"""The people of a cohort as they are counted, a thousand at a time."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import NullType

from ambassadors.models import Ambassador, Cohort, Pause
from campaigns.models import Participation, ParticipationWeek
from campaigns.results.consistency.counting import Someone
from core.db import db
from core.formats import local_date

AT_ONCE = 1_000
# A person as the database writes them: nobody's id is made an object a dozen times over.
Key = Any


def people_of(cohort: Cohort) -> Iterator[Someone]:
    """Return everybody who is or was in a cohort, in no telling order."""
    zone = cohort.organisation.timezone
    day_of = lru_cache(maxsize=1_024)(lambda moment: local_date(moment, zone))
    for rows in _some(cohort.id):
        ids = [row.id for row in rows]
        deeds, pauses, active_on = _deeds(ids), _pauses(ids), _last_active(ids)
        for row in rows:
            gone = [moment for moment in (row.left_at, row.erased_at) if moment]
            yield Someone(
                unit_id=row.unit_id,
                rhythm=row.rhythm,
                joined_on=day_of(row.joined_at),
                gone_on=day_of(min(gone)) if gone else None,
                pauses=pauses.get(row.key, ()),
                deeds=deeds.get(row.key, {}),
                last_active_on=active_on.get(row.key),
            )


def _as_written(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    return type_coerce(column, NullType())


def _some(cohort_id: uuid.UUID) -> Iterator[Sequence[Row[Any]]]:
    """Yield a thousand people at a time; asked once, for each time would put all in order anew."""
    wanted = (
        select(
            Ambassador.id,
            _as_written(Ambassador.id).label("key"),
            Ambassador.unit_id,
            Ambassador.rhythm,
            Ambassador.joined_at,
            Ambassador.left_at,
            Ambassador.erased_at,
        )
        .where(Ambassador.cohort_id == cohort_id)
        .order_by(Ambassador.id)
    )
    return db.session.execute(wanted.execution_options(yield_per=AT_ONCE)).partitions()


def _deeds(ids: Sequence[uuid.UUID]) -> dict[Key, dict[date, int]]:
    """Return what each of some people did by Monday, in all campaigns together."""
    rows = db.session.execute(
        select(
            _as_written(Participation.ambassador_id),
            _as_written(ParticipationWeek.monday),
            ParticipationWeek.posts + ParticipationWeek.conversations,
        )
        .join(Participation, Participation.id == ParticipationWeek.participation_id)
        .where(
            Participation.ambassador_id.in_(ids),
            ParticipationWeek.posts + ParticipationWeek.conversations > 0,
        )
    )
    found: dict[Key, dict[date, int]] = defaultdict(dict)
    day_of = lru_cache(maxsize=1_024)(_day)
    for person, monday, number in rows:
        theirs, day = found[person], day_of(monday)
        theirs[day] = theirs.get(day, 0) + number
    return found


def _day(written: date | str) -> date:
    """Return a day as the one database gives it, or as the other writes it."""
    return date.fromisoformat(written) if isinstance(written, str) else written


def _pauses(ids: Sequence[uuid.UUID]) -> dict[Key, Sequence[Pause]]:
    found: dict[Key, list[Pause]] = defaultdict(list)
    rows = db.session.execute(
        select(_as_written(Pause.ambassador_id), Pause)
        .where(Pause.ambassador_id.in_(ids))
        .order_by(Pause.id)
    )
    for person, pause in rows:
        found[person].append(pause)
    return dict(found)


def _last_active(ids: Sequence[uuid.UUID]) -> dict[Key, date]:
    rows = db.session.execute(
        select(_as_written(Participation.ambassador_id), func.max(Participation.last_active_on))
        .where(Participation.ambassador_id.in_(ids), Participation.last_active_on.is_not(None))
        .group_by(Participation.ambassador_id)
    )
    return {person: day for person, day in rows if day is not None}
