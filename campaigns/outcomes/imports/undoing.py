"""Taking back all that a list brought, visibly: each outcome keeps what it was.

What somebody has changed since, by hand or by newer news, stays as they left it.
"""

import uuid
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select, update

from accounts import audit
from accounts.models import User
from campaigns.outcomes.counting import Changes, Counts
from campaigns.outcomes.enums import Cause, Source, Stage
from campaigns.outcomes.imports import queries
from campaigns.outcomes.imports.enums import ListState
from campaigns.outcomes.imports.errors import ListNotReady
from campaigns.outcomes.imports.models import OutcomeImport
from campaigns.outcomes.models import Correction, Outcome
from campaigns.outcomes.news import Teller, correction_row, write_changes
from campaigns.outcomes.operations import day_of
from core import jobs
from core.db import db, table_of, utcnow


def ask(import_: OutcomeImport, *, actor: User) -> None:
    """Have a list undone by a job, once however often this is said. Raises ListNotReady."""
    taken = db.session.scalar(
        update(OutcomeImport)
        .where(OutcomeImport.id == import_.id, OutcomeImport.state == ListState.DONE)
        .values(state=ListState.UNDOING)
        .returning(OutcomeImport.id)
    )
    if taken is None:
        raise ListNotReady
    import_.state, import_.undone_by, import_.undone_at = ListState.UNDOING, actor, utcnow()
    jobs.enqueue("undo_outcomes", subject_id=import_.id)


@dataclass
class _Undoing:
    import_: OutcomeImport
    changes: Changes = field(init=False)
    changed: list[dict[str, Any]] = field(default_factory=list)
    corrections: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.changes = Changes(self.import_.goal)

    def take_back(self, row: Any, last: Any) -> None:
        """Make an outcome what it was before the list."""
        import_, before = self.import_, Counts(row.stage, row.source, row.participation_id)
        if last is None:
            after, news_at = Counts(Stage.WITHDRAWN, row.source, row.participation_id), row.news_at
        else:
            after = Counts(last.stage_before, last.source_before, last.participation_before_id)
            news_at = last.news_before
        day = day_of(import_.goal, row.happened_at)
        self.changes.move(before, after, day)
        self.changed.append(
            {
                "which": row.id,
                "to_stage": after.stage,
                "to_source": after.source,
                "to_part": after.participation_id,
                "to_news_at": news_at,
            }
        )
        teller = Teller(via=Source.IMPORT, import_id=import_.id, actor_id=import_.undone_by_id)
        self.corrections.append(
            correction_row(row, before, after, teller, cause=Cause.IMPORT_UNDONE)
        )


def undo_some(import_: OutcomeImport, ids: list[uuid.UUID]) -> int:
    """Take back what a list did to some outcomes; return how many that was."""
    table, work = table_of(Outcome), _Undoing(import_)
    locked = select(table).where(table.c.id.in_(ids)).order_by(table.c.id).with_for_update()
    rows = list(db.session.execute(locked))
    history = _histories([row.id for row in rows])
    for row in rows:
        changes = history.get(row.id, [])
        undone = {one.import_id for one in changes if one.cause is Cause.IMPORT_UNDONE}
        if import_.id in undone:
            continue  # by this job, before it was killed
        standing = [one for one in changes if one.import_id not in undone]
        last = standing[-1] if standing else None
        if last is None and row.import_id == import_.id:
            work.take_back(row, None)
        elif last is not None and last.import_id == import_.id:
            work.take_back(row, last)
    write_changes(work.changed, work.corrections)
    work.changes.write()
    return len(work.changed)


def _histories(ids: list[uuid.UUID]) -> dict[uuid.UUID, list[Any]]:
    """Return what changed about outcomes, each in order."""
    kept = table_of(Correction)
    rows = db.session.execute(
        select(kept).where(kept.c.outcome_id.in_(ids)).order_by(kept.c.outcome_id, kept.c.position)
    )
    found: dict[uuid.UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.outcome_id, []).append(row)
    return found


def finish(import_: OutcomeImport) -> None:
    """End the undoing; the trail tells who wanted it and how much went."""
    undone = db.session.scalar(
        select(func.count()).where(
            Correction.import_id == import_.id, Correction.cause == Cause.IMPORT_UNDONE
        )
    )
    kept = len(set(_still_counting(import_)))
    import_.counts = {**import_.counts, "undone": undone or 0, "kept": kept}
    import_.state = ListState.UNDONE
    audit.record(
        import_.goal.campaign.organisation,
        actor=import_.undone_by,
        action="outcome_import_undone",
        subject=import_,
        after={"file": import_.source_name, "undone": undone or 0, "kept": kept},
    )


def _still_counting(import_: OutcomeImport) -> list[uuid.UUID]:
    """Return the outcomes of a list that somebody has changed since, and that were left alone."""
    undone = select(Correction.outcome_id).where(
        Correction.import_id == import_.id, Correction.cause == Cause.IMPORT_UNDONE
    )
    wanted = select(Outcome.id).where(Outcome.import_id == import_.id, Outcome.id.not_in(undone))
    return list(db.session.scalars(wanted))


def next_ids(import_: OutcomeImport, after: uuid.UUID | None, size: int) -> list[uuid.UUID]:
    """Return the next outcomes that a list touched."""
    return queries.touched_by(import_, after=after, size=size)
