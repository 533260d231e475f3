"""From a stored file to judged rows, some thousands at a time, so a long list takes no memory."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from ambassadors.joining.imports import columns, operations, queries
from ambassadors.joining.imports.enums import Column
from ambassadors.joining.imports.errors import ImportGone, NoAddressColumn
from ambassadors.joining.imports.judging import Judge
from ambassadors.joining.imports.models import InvitationImport
from core import storage
from core.errors import DomainError
from core.lists import NothingToRead, in_chunks
from core.spreadsheets import SpreadsheetRow, read_rows

CHUNK = 3_000
SAMPLE = 50

Saved = Callable[[int], None]


@dataclass(frozen=True)
class Layout:
    """What a list's first rows say about it."""

    headings: list[str]
    has_header: bool
    columns: dict[str, int]


def attempt(import_: InvitationImport, saved: Saved) -> None:
    """Read a list so that it waits for its yes, or keep why it cannot be read."""
    try:
        read(import_, saved)
    except DomainError as error:
        operations.refuse(import_, error.message)
    else:
        operations.finish_reading(import_)


def read(import_: InvitationImport, saved: Saved) -> None:
    """Judge every row of a list and keep the rows; ``saved`` is told how many after each chunk.

    Raises SpreadsheetUnreadable, NothingToRead, NoAddressColumn and ImportGone.
    """
    judge = Judge({}, queries.units_by_name(import_.cohort.organisation_id), import_.locale)
    operations.forget_rows(import_)
    with tempfile.TemporaryDirectory(prefix="tillid-list-") as folder:
        rows = _rows_of(import_, Path(folder) / "list")
        sample = list(islice(rows, SAMPLE))
        sample = sample[columns.title_rows([row.cells for row in sample]) :]
        layout = layout_of(import_, sample)
        operations.keep_layout(import_, layout.headings, layout.has_header, layout.columns)
        if Column.EMAIL.value not in layout.columns:
            raise NoAddressColumn
        judge.columns = layout.columns
        below = chain(sample[1:] if layout.has_header else sample, rows)
        done = 0
        for chunk in in_chunks(map(judge.judge, below), CHUNK):
            operations.add_rows(import_, chunk)
            done += len(chunk)
            saved(done)


def _rows_of(import_: InvitationImport, path: Path) -> Iterator[SpreadsheetRow]:
    try:
        storage.download_to(import_.storage_key, path)
    except FileNotFoundError as error:
        raise ImportGone from error
    return read_rows(path)


def layout_of(import_: InvitationImport, sample: list[SpreadsheetRow]) -> Layout:
    """Return how a list is laid out: what the organiser said, or what we can tell."""
    cells = [row.cells for row in sample]
    if not cells:
        raise NothingToRead
    if import_.has_header is None:
        header = columns.has_header(cells)
        return Layout(cells[0], header, columns.recognise(cells, header=header))
    return Layout(cells[0], import_.has_header, import_.columns)
