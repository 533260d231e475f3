"""Results as a CSV file that Danish Excel opens with a double click."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from flask_babel import gettext as _

from campaigns.results.queries import AmbassadorResult
from core.formats import format_date

BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula; numbers are left alone."""
    if isinstance(cell, str) and cell.lstrip().startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def headings() -> list[str]:
    """Return the columns' names, the same as on the page."""
    return [
        _("Ambassador"),
        _("Unit"),
        _("Clicks"),
        _("Conversations"),
        _("Signed up"),
        _("Came"),
        _("Posts"),
        _("Last active"),
    ]


def cells(row: AmbassadorResult) -> list[object]:
    """Return one ambassador's cells, the same as on the page."""
    return [
        row.name,
        row.unit or "",
        row.clicks,
        row.conversations,
        row.sign_ups,
        row.confirmed,
        row.posts,
        format_date(row.last_active_on, "medium") if row.last_active_on else "",
    ]


def csv_lines(rows: Iterable[AmbassadorResult]) -> Iterator[str]:
    """Yield the file line by line, so that a long one takes no memory."""
    yield BYTE_ORDER_MARK + _line(headings())
    for row in rows:
        yield _line(cells(row))


def _line(values: Sequence[object]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";").writerow([guarded(value) for value in values])
    return line.getvalue()
