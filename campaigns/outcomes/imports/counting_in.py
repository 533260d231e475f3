"""Many new outcomes out of the rows of a list, in a few statements however many they are.

An outcome has the id of the row it came from, which tells those that were made here from those that
somebody else was quicker with.
"""

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
from core.db import UtcDateTime, db, insert_into, table_of, utcnow


def count_new(import_: OutcomeImport, *, up_to: int) -> None:
    """Count the rows that are new here, up to a row's number, and mark them."""
    fresh = (
        queries.waits(import_)
        & (OutcomeImportRow.fate == RowFate.COUNT)
        & (OutcomeImportRow.number <= up_to)
    )
    _insert(import_, fresh)
    _add_up(import_, fresh)
    was_made = exists().where(Outcome.id == OutcomeImportRow.id)
    mark = update(OutcomeImportRow).where(fresh, was_made).values(fate=RowFate.COUNTED)
    db.session.execute(mark.execution_options(synchronize_session=False))


def _insert(import_: OutcomeImport, fresh: ColumnElement[bool]) -> None:
    now = utcnow()
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
    db.session.execute(made.on_conflict_do_nothing(index_elements=["goal_id", "external_ref"]))


def _add_up(import_: OutcomeImport, fresh: ColumnElement[bool]) -> None:
    """Count what was made, while its rows still wait: rows of before are marked by now."""
    keys = (Outcome.stage, Outcome.source, Outcome.participation_id, Outcome.happened_at)
    made = db.session.execute(
        select(*keys, func.count())
        .join(OutcomeImportRow, OutcomeImportRow.id == Outcome.id)
        .where(fresh)
        .group_by(*keys)
    )
    changes, goal = Changes(import_.goal), import_.goal
    day = lru_cache(maxsize=1_024)(lambda moment: day_of(goal, moment))  # most have few days
    for stage, source, participation_id, happened_at, number in made:
        counts = Counts(stage, source, participation_id)
        changes.move(None, counts, day(happened_at), times=number)
    changes.write()
