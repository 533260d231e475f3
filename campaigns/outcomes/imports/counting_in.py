"""Many new outcomes out of the rows of a list, in a few statements however many they are.

An outcome has the id of the row it came from, which tells those that were made here from those that
somebody else was quicker with.
"""

from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, literal, select, update

from campaigns.outcomes.counting import Changes, Counts
from campaigns.outcomes.enums import Source
from campaigns.outcomes.imports import queries
from campaigns.outcomes.imports.enums import RowFate
from campaigns.outcomes.imports.models import OutcomeImport, OutcomeImportRow
from campaigns.outcomes.models import Outcome
from campaigns.outcomes.operations import day_of
from core.db import UtcDateTime, db, insert_into, table_of, tally, utcnow


def count_new(import_: OutcomeImport, chunk: queries.Chunk) -> None:
    """Count the rows of a chunk that are new here, and mark them."""
    fresh = (
        (OutcomeImportRow.import_id == import_.id)
        & (OutcomeImportRow.fate == RowFate.COUNT)
        & chunk.rows
    )
    coming = db.session.scalar(select(func.count()).select_from(OutcomeImportRow).where(fresh))
    now, made = utcnow(), fresh
    if _insert(import_, fresh, now) != coming:
        made = fresh & exists().where(Outcome.id == OutcomeImportRow.id)
    _add_up(import_, made, now)
    mark = update(OutcomeImportRow).where(made).values(fate=RowFate.COUNTED)
    db.session.execute(mark.execution_options(synchronize_session=False))


def _insert(import_: OutcomeImport, fresh: ColumnElement[bool], now: datetime) -> int:
    """Make the outcomes that nobody has made yet; return how many those were."""
    told_at = func.coalesce(OutcomeImportRow.told_at, literal(now, UtcDateTime))
    named = OutcomeImportRow.participation_id.is_not(None)
    values: dict[str, Any] = {
        "id": OutcomeImportRow.id,
        "goal_id": literal(import_.goal_id),
        "participation_id": OutcomeImportRow.participation_id,
        "source": case((named, Source.IMPORT.value), else_=Source.NONE.value),
        "stage": OutcomeImportRow.stage,
        "external_ref": OutcomeImportRow.reference,
        "happened_at": told_at,
        "news_at": told_at,
        "import_id": literal(import_.id),
        "created_at": literal(now, UtcDateTime),
    }
    rows = select(*values.values()).where(fresh).order_by(OutcomeImportRow.reference)
    made = insert_into(table_of(Outcome)).from_select(list(values), rows)
    made = made.on_conflict_do_nothing(index_elements=["goal_id", "external_ref"])
    options = {"preserve_rowcount": True}
    return db.session.connection().execute(made, execution_options=options).rowcount


def _add_up(import_: OutcomeImport, made: ColumnElement[bool], now: datetime) -> None:
    """Count what was made, while its rows still wait: rows of before are marked by now."""
    row = OutcomeImportRow
    keys = (row.stage, row.participation_id, row.told_at)
    changes, goal = Changes(import_.goal), import_.goal
    day = lru_cache(maxsize=1_024)(lambda moment: day_of(goal, moment))  # most have few days
    for (stage, participation_id, told_at), number in tally(keys, made).items():
        source = Source.IMPORT if participation_id else Source.NONE
        counts = Counts(stage, source, participation_id)
        changes.move(None, counts, day(told_at or now), times=number)
    changes.write()
