"""Rows out of XLSX files, which are zips: what unpacks to too much is refused before it is read.

Heavy, so it is imported only where a workbook is read.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from core.sent_zips import DAMAGED, names_more_than
from core.spreadsheets import (
    LONGEST_CELL,
    Limits,
    SpreadsheetRow,
    SpreadsheetUnreadable,
    too_large,
    too_wide,
    unguarded,
)

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

PIECE = 1024 * 1024
UNPACKED_BYTES = 100 * PIECE
MOST_PARTS = 1_000
PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d+)["']""")
LONGEST_PLACE = 64


def read_rows(path: Path, limits: Limits) -> Iterator[SpreadsheetRow]:
    """Yield the rows of the first sheet that holds any. Raises SpreadsheetUnreadable."""
    _check_parts(path, limits)
    try:
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                if sheet.start is not None:
                    yield from _rows_of(sheet)
                    return
    except (CalamineError, OSError, ValueError) as error:
        raise _broken() from error


def _rows_of(sheet: "CalamineSheet") -> Iterator[SpreadsheetRow]:
    _first_row, first_column = sheet.start or (0, 0)
    skipped = [""] * first_column
    for number, values in enumerate(sheet.iter_rows(), start=1):  # empty rows above are told too
        yield SpreadsheetRow(number, skipped + [_text(value) for value in values])


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return unguarded(str(value).replace("\0", "").strip())[:LONGEST_CELL]


def _broken() -> SpreadsheetUnreadable:
    return SpreadsheetUnreadable(
        _("The workbook is damaged. Open it, save it again as .xlsx, and try once more.")
    )


def _check_parts(path: Path, limits: Limits) -> None:
    """Unpack every part once, keeping nothing, and look how far its cells reach.

    What a zip says of its sizes may be a lie, and two cells in opposite corners would have every
    cell between them made.
    """
    try:
        if names_more_than(path, MOST_PARTS):
            raise too_large(limits)
        with zipfile.ZipFile(path) as parts:
            members = parts.infolist()
            left = UNPACKED_BYTES
            if len(members) > MOST_PARTS or sum(one.file_size for one in members) > left:
                raise too_large(limits)
            for member in members:
                member.file_size = UNPACKED_BYTES + 1  # so that all there is gets unpacked
                left = _unpack(parts, member, left, limits)
    except DAMAGED as error:
        raise _broken() from error


def _unpack(parts: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, limits: Limits) -> int:
    is_sheet = "worksheets/" in member.filename.lower()
    end = b""
    with parts.open(member) as file:
        while piece := file.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise too_large(limits)
            if is_sheet:
                _check_places(end + piece, limits)
                end = piece[-LONGEST_PLACE:]
    return left


def _check_places(xml: bytes, limits: Limits) -> None:
    for letters, digits in set(PLACE.findall(xml)):
        if len(digits) > 7 or int(digits) > limits.rows:
            raise too_large(limits)
        if _column(letters) > limits.columns:
            raise too_wide(limits)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
