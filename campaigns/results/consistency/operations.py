"""Writes about consistency: days as they happen, everything else counted anew. Never commits."""

import uuid
from datetime import date, datetime

from sqlalchemy import delete, insert, select, update

from accounts.models import User
from ambassadors.messages import nudges
from ambassadors.messages.enums import NudgeAbout
from ambassadors.models import Ambassador, Cohort
from campaigns.enums import Step
from campaigns.models import Participation
from campaigns.results.consistency import people
from campaigns.results.consistency.counting import Counting
from campaigns.results.consistency.models import CohortCount, CohortDay, CohortUnit, CohortWeek
from core.db import count_up, db, table_of, utcnow
from core.formats import local_date


def count_day(participation_id: uuid.UUID, step: Step, day: date, by: int) -> None:
    """Add a post or a conversation to its cohort's day, and note that the rest is behind."""
    whose = select(Ambassador.cohort_id).join(
        Participation, Participation.ambassador_id == Ambassador.id
    )
    cohort_id = db.session.scalars(whose.where(Participation.id == participation_id)).one()
    count_up(table_of(CohortDay), {"cohort_id": cohort_id, "day": day}, {step.value: by})
    db.session.execute(
        update(CohortCount)
        .where(CohortCount.cohort_id == cohort_id, CohortCount.stale_since.is_(None))
        .values(stale_since=utcnow())
        .execution_options(synchronize_session=False)
    )


def count_anew(cohort: Cohort) -> CohortCount:
    """Count a cohort's season from its people's weeks."""
    begun = utcnow()
    return keep(cohort, added_up(cohort, begun), begun)


def added_up(cohort: Cohort, now: datetime) -> Counting:
    """Return a cohort's season added up from its people's weeks; writes nothing."""
    today = local_date(now, cohort.organisation.timezone)
    season = Counting(start=cohort.season_start, as_of=min(today, cohort.season_end))
    season.add_all(people.people_of(cohort))
    return season


def keep(cohort: Cohort, season: Counting, begun: datetime) -> CohortCount:
    """Keep what a cohort came to when its counting began; who reads meanwhile sees what was."""
    count = _row_of(cohort)
    _write_weeks(cohort.id, season)
    _write_units(cohort.id, season)
    count.as_of, count.counted_at = season.as_of, begun
    if count.stale_since is not None and count.stale_since < begun:
        count.stale_since = None
    count.people = sum(unit.people for unit in season.units.values())
    count.resting = sum(unit.resting for unit in season.units.values())
    count.active = sum(unit.active for unit in season.units.values())
    count.thriving, count.quiet = season.thriving, season.quiet
    count.people_by_deeds = {str(n): k for n, k in sorted(season.people_by_deeds.items())}
    return count


def _row_of(cohort: Cohort) -> CohortCount:
    """Return a cohort's row, held, so that two who count it at once take turns."""
    wanted = select(CohortCount).where(CohortCount.cohort_id == cohort.id).with_for_update()
    row = db.session.scalar(wanted.execution_options(populate_existing=True))
    if row is None:
        row = CohortCount(cohort_id=cohort.id)
        db.session.add(row)
        db.session.flush()  # a second one is refused here
    return row


def _write_weeks(cohort_id: uuid.UUID, season: Counting) -> None:
    names = [column.name for column in table_of(CohortWeek).c]
    kept = [name for name in names if name not in {"id", "created_at", "cohort_id", "monday"}]
    db.session.execute(delete(CohortWeek).where(CohortWeek.cohort_id == cohort_id))
    db.session.execute(
        insert(CohortWeek),
        [
            {"cohort_id": cohort_id, "monday": monday, **{n: getattr(week, n) for n in kept}}
            for monday, week in zip(season.mondays, season.weeks, strict=True)
        ],
    )


def _write_units(cohort_id: uuid.UUID, season: Counting) -> None:
    db.session.execute(delete(CohortUnit).where(CohortUnit.cohort_id == cohort_id))
    rows = [
        {"cohort_id": cohort_id, "unit_id": unit_id, **vars(unit)}
        for unit_id, unit in season.units.items()
    ]
    if rows:
        db.session.execute(insert(CohortUnit), rows)


def send_kind_word(person: Ambassador, *, actor: User) -> bool:
    """Remind one person kindly that they are missed; False when their own terms say no just now."""
    cohort, now, about = person.cohort, utcnow(), NudgeAbout.RHYTHM
    today = local_date(now, cohort.organisation.timezone)
    told = nudges.line_up(cohort, [person.id], about=about, actor=actor, on=today, now=now)
    nudges.send(cohort, about=about, actor=actor, number=told)
    return bool(told)
