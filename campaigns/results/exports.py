"""Results as files: CSV that Danish Excel opens with a double click, and XLSX."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from flask import Response, stream_with_context
from flask_babel import gettext as _

from accounts.organisations.words import capitalised
from campaigns.results.queries import AmbassadorResult
from campaigns.results.tables import NOT_SHOWN, Row
from core import spreadsheets
from core.downloads import attachment
from core.formats import format_date
from core.written_workbooks import Sheet, streamed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def headings() -> list[str]:
    """Return the columns' names, the same as on the page."""
    return [
        capitalised("ambassador"),
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


def plain(row: Row) -> list[object]:
    """Return a breakdown's row as files hold it; what is not shown is not there either."""
    return [row.label, *(NOT_SHOWN if cell is None else cell for cell in row.cells)]


def csv_lines(rows: Iterable[AmbassadorResult]) -> Iterator[str]:
    """Return the file line by line, so that a long one takes no memory."""
    return spreadsheets.csv_lines(headings(), map(cells, rows))


def file(name: str, kind: str, sheets: Sequence[Sheet]) -> Response:
    """Return sheets as a workbook, or below each other as CSV; sent while rows are read."""
    if kind == "csv":
        return attachment(chain.from_iterable(_csv(sheets)), "text/csv", f"{name}.csv")
    response = attachment(b"", XLSX, f"{name}.xlsx")
    response.response = stream_with_context(streamed(sheets))
    response.headers.pop("Content-Length", None)
    return response


def _csv(sheets: Sequence[Sheet]) -> Iterator[Iterable[str]]:
    for number, sheet in enumerate(sheets):
        lines = spreadsheets.csv_lines(sheet.headings, sheet.rows)
        if number:
            next_lines = iter(lines)
            first = next(next_lines).lstrip(spreadsheets.BYTE_ORDER_MARK)
            yield ["\r\n", f"{sheet.name}\r\n", first]
            lines = next_lines
        yield lines
