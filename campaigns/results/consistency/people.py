"""The people of a cohort as they are counted, a thousand at a time."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select

from ambassadors.models import Ambassador, Cohort, Pause
from campaigns.models import Participation, ParticipationWeek
from campaigns.results.consistency.counting import Someone
from core.db import db
from core.formats import local_date

AT_ONCE = 1_000


def people_of(cohort: Cohort) -> Iterator[Someone]:
    """Return everybody who is or was in a cohort, in no telling order."""
    zone, last = cohort.organisation.timezone, None
    while rows := _some(cohort.id, last):
        ids = [row.id for row in rows]
        deeds, pauses, active_on = _deeds(ids), _pauses(ids), _last_active(ids)
        for row in rows:
            yield Someone(
                unit_id=row.unit_id,
                rhythm=row.rhythm,
                joined_on=local_date(row.joined_at, zone),
                gone_on=_gone_on(row.left_at, row.erased_at, zone),
                pauses=pauses.get(row.id, ()),
                deeds=deeds.get(row.id, {}),
                last_active_on=active_on.get(row.id),
            )
        last = ids[-1]


def _some(cohort_id: uuid.UUID, last: uuid.UUID | None) -> list[Row[Any]]:
    wanted = select(
        Ambassador.id,
        Ambassador.unit_id,
        Ambassador.rhythm,
        Ambassador.joined_at,
        Ambassador.left_at,
        Ambassador.erased_at,
    ).where(Ambassador.cohort_id == cohort_id)
    if last is not None:
        wanted = wanted.where(Ambassador.id > last)
    return list(db.session.execute(wanted.order_by(Ambassador.id).limit(AT_ONCE)))


def _gone_on(left: datetime | None, erased: datetime | None, zone: str) -> date | None:
    gone = [moment for moment in (left, erased) if moment]
    return local_date(min(gone), zone) if gone else None


def _deeds(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[date, int]]:
    rows = db.session.execute(
        select(
            Participation.ambassador_id,
            ParticipationWeek.monday,
            func.sum(ParticipationWeek.posts + ParticipationWeek.conversations),
        )
        .join(Participation, Participation.id == ParticipationWeek.participation_id)
        .where(
            Participation.ambassador_id.in_(ids),
            ParticipationWeek.posts + ParticipationWeek.conversations > 0,
        )
        .group_by(Participation.ambassador_id, ParticipationWeek.monday)
    )
    found: dict[uuid.UUID, dict[date, int]] = defaultdict(dict)
    for person, monday, number in rows:
        found[person][monday] = int(number)
    return found


def _pauses(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Pause]]:
    found: dict[uuid.UUID, list[Pause]] = defaultdict(list)
    rows = db.session.scalars(select(Pause).where(Pause.ambassador_id.in_(ids)).order_by(Pause.id))
    for pause in rows:
        found[pause.ambassador_id].append(pause)
    return found


def _last_active(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, date]:
    rows = db.session.execute(
        select(Participation.ambassador_id, func.max(Participation.last_active_on))
        .where(Participation.ambassador_id.in_(ids), Participation.last_active_on.is_not(None))
        .group_by(Participation.ambassador_id)
    )
    return {person: day for person, day in rows if day is not None}
