"""Writes about lists of outcomes. Routes and jobs commit."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, update

from accounts import audit
from accounts.models import User
from campaigns.models import Goal
from campaigns.outcomes import permissions
from campaigns.outcomes.enums import Source, Stage
from campaigns.outcomes.errors import CampaignIsDraft
from campaigns.outcomes.imports import counting_in, queries
from campaigns.outcomes.imports.enums import ListState, RowFate
from campaigns.outcomes.imports.errors import ListNotReady, NothingToCount
from campaigns.outcomes.imports.judging import Judged
from campaigns.outcomes.imports.models import OutcomeImport, OutcomeImportRow
from campaigns.outcomes.news import News, Teller, note_all
from campaigns.outcomes.standing import Verdict, verdict
from core import jobs
from core.db import db, insert_many, table_of, utcnow
from core.lists import MOST_WAITING, TooManyLists, one_line, shortened

KEPT = timedelta(days=30)
LONGEST_SOURCE_NAME = 120
LONGEST_HEADING = 60
BETWEEN_USES = (ListState.READY, ListState.UNREADABLE)
FATES = {
    Verdict.COUNTED: RowFate.COUNTED,
    Verdict.CHANGED: RowFate.CHANGED,
    Verdict.SAME: RowFate.SAME,
    Verdict.OLDER: RowFate.OLDER,
}


def bring_in(
    goal: Goal, *, source_name: str, stage: Stage, actor: User, storage_key: str = ""
) -> OutcomeImport:
    """Keep a list to be read; its file is stored, or will be under the key the list is given.

    Raises CampaignIsDraft and TooManyLists.
    """
    if not permissions.takes_outcomes(goal.campaign):
        raise CampaignIsDraft
    if queries.count_waiting(goal.campaign.organisation_id, actor) >= MOST_WAITING:
        raise TooManyLists
    import_ = OutcomeImport(
        id=uuid.uuid4(),
        goal=goal,
        made_by=actor,
        source_name=shortened(one_line(source_name), LONGEST_SOURCE_NAME),
        default_stage=stage,
        storage_key="",
        expires_at=utcnow() + KEPT,
    )
    import_.storage_key = storage_key or f"outcome-imports/{import_.id}"
    db.session.add(import_)
    db.session.flush()  # its rows point at it
    return import_


def read_again(
    import_: OutcomeImport, *, columns: dict[str, int], has_header: bool, stage: Stage
) -> None:
    """Have a list read with columns as the organiser says. Raises ListNotReady."""
    _take(import_, BETWEEN_USES, ListState.READING)
    import_.columns, import_.has_header = columns, has_header
    import_.default_stage, import_.problem = stage, ""


def _take(import_: OutcomeImport, states: Sequence[ListState], new_state: ListState) -> None:
    """Move a list on, unless another request was quicker. Raises ListNotReady."""
    taken = db.session.scalar(
        update(OutcomeImport)
        .where(OutcomeImport.id == import_.id, OutcomeImport.state.in_(states))
        .values(state=new_state)
        .returning(OutcomeImport.id)
    )
    if taken is None:
        raise ListNotReady
    import_.state = new_state


def forget_rows(import_: OutcomeImport) -> None:
    """Delete what was read of a list."""
    db.session.execute(delete(OutcomeImportRow).where(OutcomeImportRow.import_id == import_.id))


def forget_file(import_: OutcomeImport) -> None:
    """Let a list's file be deleted; it is known as gone by its key being empty."""
    if import_.storage_key:
        jobs.enqueue("erase_files", keys=import_.storage_key)
        import_.storage_key = ""


def keep_layout(
    import_: OutcomeImport, headings: list[str], has_header: bool, columns: dict[str, int]
) -> None:
    """Keep how a list is laid out, so that it can be put right on the page.

    Without headings its first row is somebody's, so only the letters of its columns are kept.
    """
    import_.headings = [
        shortened(one_line(text), LONGEST_HEADING) if has_header else "" for text in headings
    ]
    import_.has_header, import_.columns = has_header, columns


def add_rows(import_: OutcomeImport, rows: Sequence[Judged]) -> None:
    """Keep judged rows; those that are known here already are marked so.

    Their ids, and those of the outcomes they become, follow each other: a database finds and
    changes many neighbours much quicker than as many places.
    """
    first, many = uuid.uuid4().int >> 32 << 32, len(rows)
    columns = zip(*against_known(import_, rows), strict=True)
    values: dict[str, Sequence[Any]] = dict(zip(Judged._fields, columns, strict=True))
    values["id"] = [f"{first + number:032x}" for number in values["number"]]
    values["import_id"], values["created_at"] = [import_.id] * many, [utcnow()] * many
    insert_many(table_of(OutcomeImportRow), values)


def against_known(import_: OutcomeImport, rows: Sequence[Judged]) -> Sequence[Judged]:
    """Return rows with what they would do to what is known."""
    wanted = [row.reference for row in rows if row.fate is RowFate.COUNT]
    known, now = queries.known_outcomes(import_.goal, wanted), utcnow()
    if not known:
        return rows
    fates = {
        Verdict.CHANGED: RowFate.CHANGE,
        Verdict.SAME: RowFate.SAME,
        Verdict.OLDER: RowFate.OLDER,
    }
    judged = []
    for row in rows:
        if row.fate is RowFate.COUNT and row.stage and row.reference in known:
            decided = verdict(
                known[row.reference],
                row.stage,
                row.told_at or now,
                is_dated=row.told_at is not None,
                names_somebody=row.participation_id is not None,
            )
            row = row._replace(fate=fates[decided])
        judged.append(row)
    return judged


def mend(import_: OutcomeImport, rows: Mapping[int, Judged]) -> None:
    """Put rows of the fix list right, by their number. Raises ListNotReady."""
    if import_.state not in (ListState.READY, ListState.DONE):
        raise ListNotReady
    fresh = [row for row in rows.values() if row.fate is RowFate.COUNT]
    taken = queries.references_counted(import_, [row.reference for row in fresh])
    for row in against_known(import_, list(rows.values())):
        if row.fate is RowFate.COUNT and row.reference in taken:
            row = row._replace(fate=RowFate.DOUBLE)
        values = {name: value for name, value in row._asdict().items() if name != "number"}
        db.session.execute(
            update(OutcomeImportRow)
            .where(OutcomeImportRow.import_id == import_.id, OutcomeImportRow.number == row.number)
            .values(values)
        )
        taken = taken | {row.reference}


def finish_reading(import_: OutcomeImport) -> None:
    """Have a list wait for its yes."""
    import_.state, import_.problem = ListState.READY, ""


def refuse(import_: OutcomeImport, problem: str) -> None:
    """Keep why a list could not be read, and nothing that was read of it."""
    forget_rows(import_)
    import_.state, import_.problem = ListState.UNREADABLE, problem


def confirm(import_: OutcomeImport) -> None:
    """Have a list counted by a job, once however often this is said.

    A list that is done is counted again when rows of it were put right since. Raises
    CampaignIsDraft, NothingToCount and ListNotReady.
    """
    if not permissions.takes_outcomes(import_.goal.campaign):
        raise CampaignIsDraft
    if not queries.is_anything_waiting(import_):
        raise NothingToCount
    _take(import_, (ListState.READY, ListState.DONE), ListState.COUNTING)
    import_.confirmed_at = utcnow()
    jobs.enqueue("count_outcomes", subject_id=import_.id)


def count_rows(import_: OutcomeImport, *, size: int) -> int:
    """Count the next rows that wait, mark them, and return how many they were.

    New ones are counted all at once. What is left changes something known, or somebody else was
    quicker, and is told as news.
    """
    chunk = queries.next_chunk(import_, size=size)
    if chunk is None:
        return 0
    counting_in.count_new(import_, chunk)
    rows = queries.waiting_rows(import_, chunk)
    told = [
        News(
            reference=row.reference,
            stage=row.stage,
            participation_id=row.participation_id,
            told_at=row.told_at,
        )
        for row in rows
    ]
    teller = Teller(via=Source.IMPORT, import_id=import_.id, actor_id=import_.made_by_id)
    _mark(import_, rows, note_all(import_.goal, told, teller) if told else {})
    return chunk.waiting


def _mark(import_: OutcomeImport, rows: Sequence[Any], verdicts: Mapping[str, Verdict]) -> None:
    table = table_of(OutcomeImportRow)
    fates = [{"row": row.number, "to_fate": FATES[verdicts[row.reference]]} for row in rows]
    if fates:
        db.session.execute(
            update(table)
            .where(table.c.import_id == import_.id, table.c.number == bindparam("row"))
            .values(fate=bindparam("to_fate")),
            fates,
        )


def finish_counting(import_: OutcomeImport) -> None:
    """End a list: its file is no longer needed, and the trail tells what it brought."""
    counts = {fate.value: number for fate, number in queries.counts_by_fate(import_).items()}
    import_.counts, import_.state = counts, ListState.DONE
    forget_file(import_)
    audit.record(
        import_.goal.campaign.organisation,
        actor=import_.made_by,
        action="outcomes_imported",
        subject=import_,
        after={"file": import_.source_name, **counts},
    )


def drop(import_: OutcomeImport) -> None:
    """Forget a list of which nothing has been counted. Raises ListNotReady."""
    if import_.confirmed_at is not None or import_.state is ListState.READING:
        raise ListNotReady
    forget_file(import_)
    forget_rows(import_)
    db.session.delete(import_)
