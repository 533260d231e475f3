"""From a stored file to judged rows, some thousands at a time, so a long list takes no memory."""

import tempfile
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from zoneinfo import ZoneInfo

from campaigns.outcomes import queries as outcome_queries
from campaigns.outcomes.imports import columns, operations, queries
from campaigns.outcomes.imports.enums import Column
from campaigns.outcomes.imports.errors import NoNumberColumn, RowsForgotten
from campaigns.outcomes.imports.judging import Judge, Rules
from campaigns.outcomes.imports.models import OutcomeImport
from core import storage
from core.db import utcnow
from core.errors import DomainError
from core.lists import NothingToRead, in_chunks
from core.spreadsheets import Limits, SpreadsheetRow, read_rows

CHUNK = 5_000
SAMPLE = 50
LIMITS = Limits(megabytes=25, rows=120_000)

Saved = Callable[[int], None]


def attempt(import_: OutcomeImport, saved: Saved) -> None:
    """Read a list so that it waits for its yes, or keep why it cannot be read."""
    try:
        read(import_, saved)
    except DomainError as error:
        operations.refuse(import_, error.message)
    else:
        operations.finish_reading(import_)


def rules_of(import_: OutcomeImport) -> Rules:
    """Return what the rows of a list are judged by."""
    campaign = import_.goal.campaign
    return Rules(
        goal_id=import_.goal_id,
        codes=outcome_queries.codes_of(campaign),
        zone=ZoneInfo(campaign.organisation.timezone),
        now=utcnow(),
        default_stage=import_.default_stage,
    )


def read(import_: OutcomeImport, saved: Saved) -> None:
    """Judge every row of a list and keep the rows; ``saved`` is told how many after each chunk.

    Raises SpreadsheetUnreadable, NothingToRead, NoNumberColumn and RowsForgotten.
    """
    rules = rules_of(import_)
    operations.forget_rows(import_)
    with tempfile.TemporaryDirectory(prefix="tillid-list-") as folder:
        rows = _rows_of(import_, Path(folder) / "list")
        sample = list(islice(rows, SAMPLE))
        sample = sample[columns.title_rows([row.cells for row in sample]) :]
        header = lay_out(import_, sample, rules)
        if Column.REFERENCE.value not in import_.columns:
            raise NoNumberColumn
        judge = Judge(dict(import_.columns), rules)
        below = chain(sample[1:] if header else sample, rows)
        done = 0
        for chunk in in_chunks(map(judge.judge, below), CHUNK):
            operations.add_rows(import_, chunk)
            done += len(chunk)
            saved(done)


def _rows_of(import_: OutcomeImport, path: Path) -> Iterator[SpreadsheetRow]:
    try:
        storage.download_to(import_.storage_key, path)
    except FileNotFoundError as error:
        raise RowsForgotten from error
    return read_rows(path, LIMITS)


def lay_out(import_: OutcomeImport, sample: list[SpreadsheetRow], rules: Rules) -> bool:
    """Keep how a list is laid out: what the organiser said, or what we can tell."""
    cells = [row.cells for row in sample]
    if not cells:
        raise NothingToRead
    header = import_.has_header
    found = dict(import_.columns)
    if header is None:
        header = columns.has_header(cells)
        found = columns.recognise(
            cells, header=header, last_time=queries.last_headings(import_.goal), codes=rules.codes
        )
    operations.keep_layout(import_, cells[0], header, found)
    return header
