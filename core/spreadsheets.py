"""Rows out of the files spreadsheet programmes save, and CSV they open with a double click.

Reading takes CSV however Danish Excel writes it, and XLSX. Both come out as rows of text with the
number each row has in the spreadsheet, so that a message can name it.
"""

import codecs
import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from flask_babel import gettext as _

from core.errors import DomainError

BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
DELIMITERS = (";", "\t", ",")
LONGEST_CELL = 32_767  # as in Excel
SAMPLE_BYTES, SAMPLE_ROWS = 65_536, 50
OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")  # .xls, and every workbook with a password
NO_LISTS = (b"%PDF-", b"{\\rtf", b"<html", b"<!DOC", b"PK\x03\x04")  # the last one: a damaged zip
WINDOWS = "windows-1252"


@dataclass(frozen=True)
class Limits:
    """How much of a file is read; what has more is refused whole, never cut off in silence."""

    megabytes: int = 10
    rows: int = 50_000
    columns: int = 50


LIMITS = Limits()


class SpreadsheetUnreadable(DomainError):
    """The file is not a list we can read; the message says what to do."""


class SpreadsheetRow(NamedTuple):
    """The cells of one row, and its number in the spreadsheet, from one."""

    number: int
    cells: list[str]


def read_rows(path: Path, limits: Limits = LIMITS) -> Iterator[SpreadsheetRow]:
    """Yield the rows of a CSV or XLSX file that hold anything. Raises SpreadsheetUnreadable."""
    if path.stat().st_size > limits.megabytes * 1024 * 1024:
        raise too_large(limits)
    with path.open("rb") as file:
        start = file.read(8)
    if start == OLD_OR_LOCKED:
        raise SpreadsheetUnreadable(
            _("This workbook is locked or of an old kind. Save it as .xlsx or .csv, unlocked.")
        )
    if zipfile.is_zipfile(path):
        from core import workbooks  # noqa: PLC0415 -- the reader is loaded only where one is read

        rows = workbooks.read_rows(path, limits)
    elif start.startswith(NO_LISTS):
        raise _not_a_list()
    else:
        rows = _csv_rows(path)
    return _within(rows, limits)


def too_large(limits: Limits = LIMITS) -> SpreadsheetUnreadable:
    """Return the refusal of a file that is too large."""
    return SpreadsheetUnreadable(
        _(
            "The file is too large. We read up to %(megabytes)s MB and %(rows)s rows at a time.",
            megabytes=limits.megabytes,
            rows=limits.rows,
        )
    )


def too_wide(limits: Limits) -> SpreadsheetUnreadable:
    """Return the refusal of a file with too many columns."""
    return SpreadsheetUnreadable(
        _(
            "The list has more than %(columns)s columns. Keep those that are needed here.",
            columns=limits.columns,
        )
    )


def _within(rows: Iterable[SpreadsheetRow], limits: Limits) -> Iterator[SpreadsheetRow]:
    for count, row in enumerate((row for row in rows if any(row.cells)), start=1):
        if count > limits.rows:
            raise too_large(limits)
        if len(row.cells) > limits.columns:
            raise too_wide(limits)
        yield row


def _csv_rows(path: Path) -> Iterator[SpreadsheetRow]:
    encoding = encoding_of(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        sample = file.read(SAMPLE_BYTES)
        file.seek(0)
        if "\0" in sample:
            raise _not_a_list()
        first, _gap, _rest = sample.lstrip(BYTE_ORDER_MARK).partition("\n")
        told = first.strip().lower().startswith("sep=")
        delimiter = first.strip()[4:5] if told else delimiter_of(sample)
        reader = csv.reader(file, delimiter=delimiter or ";")
        try:
            for number, cells in enumerate(reader, start=1):
                if number == 1 and told:
                    continue
                yield SpreadsheetRow(number, [_read_cell(cell) for cell in cells])
        except csv.Error as error:
            raise _not_a_list() from error


def _not_a_list() -> SpreadsheetUnreadable:
    return SpreadsheetUnreadable(
        _("We cannot read this file as a list. Save it from the spreadsheet as .xlsx or .csv.")
    )


def encoding_of(path: Path) -> str:
    """Return how the text of a file is written: by its mark, else UTF-8 if it is, else Windows'."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        start = file.read(SAMPLE_BYTES)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if start.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if start and b"\0" in start[:200]:
            return "utf-16-le" if start[1:2] == b"\0" else "utf-16-be"
        try:
            decoder.decode(start)
            while piece := file.read(SAMPLE_BYTES):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return WINDOWS
    return "utf-8"


def delimiter_of(sample: str) -> str:
    """Return what stands between the cells: what cuts most rows, and most of them evenly."""
    return max(DELIMITERS, key=lambda delimiter: _cut(sample, delimiter))


def _cut(sample: str, delimiter: str) -> tuple[int, int]:
    """Return how many rows a delimiter cuts, and how many of them into the same number of cells."""
    reader = csv.reader(
        io.StringIO(sample.lstrip(BYTE_ORDER_MARK), newline=""), delimiter=delimiter
    )
    try:
        widths = Counter(len(row) for row in islice(reader, SAMPLE_ROWS) if any(row))
    except csv.Error:
        return 0, 0
    cut = {width: rows for width, rows in widths.items() if width > 1}
    return sum(cut.values()), max(cut.values(), default=0)


def _read_cell(text: str) -> str:
    text = text.replace("\0", "").strip().removeprefix(BYTE_ORDER_MARK)
    return unguarded(text) if len(text) <= LONGEST_CELL else text[:LONGEST_CELL]


def guarded(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula; numbers are left alone."""
    return f"'{cell}" if isinstance(cell, str) and _looks_like_formula(cell) else cell


def unguarded(cell: str) -> str:
    """Return a cell as it was before ``guarded``, so that our own files can be read again."""
    return cell[1:] if cell[:1] == "'" and _looks_like_formula(cell[1:]) else cell


def _looks_like_formula(cell: str) -> bool:
    """Say so of guarded ones too, which makes the guard come off exactly as often as it went on."""
    bare = cell.lstrip("'")
    return bare.startswith(FORMULA_STARTS) or bare.lstrip().startswith(FORMULA_STARTS)


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield a CSV file line by line, as Danish Excel opens it, so that a long one takes no memory.

    It begins with a byte order mark, has semicolons between its cells, and no cell is a formula.
    """
    yield BYTE_ORDER_MARK + _line(headings)
    for row in rows:
        yield _line(row)


def _line(values: Sequence[object]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";").writerow([guarded(value) for value in values])
    return line.getvalue()
