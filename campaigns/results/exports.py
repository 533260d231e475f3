"""Results as a CSV file that Danish Excel opens with a double click."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from accounts.organisations.words import capitalised
from campaigns.results.queries import AmbassadorResult
from core import spreadsheets
from core.formats import format_date


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


def csv_lines(rows: Iterable[AmbassadorResult]) -> Iterator[str]:
    """Return the file line by line, so that a long one takes no memory."""
    return spreadsheets.csv_lines(headings(), map(cells, rows))
