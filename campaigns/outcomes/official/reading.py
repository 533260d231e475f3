"""Official figures out of a short list: what, how many, as of when, by whom, and where."""

import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from campaigns.outcomes.imports.dates import moment_of
from campaigns.outcomes.official.operations import Figure
from core.db import utcnow
from core.errors import DomainError
from core.lists import one_line, places
from core.spreadsheets import SpreadsheetRow

HEADINGS = {
    "name": {"hvad", "navn", "tal", "what", "name", "figure"},
    "number": {"antal", "hvormange", "number", "howmany", "value", "værdi"},
    "as_of": {"dato", "pr", "prdato", "opgjort", "date", "asof"},
    "source_name": {"kilde", "hvem", "source", "countedby"},
    "source_address": {"adresse", "link", "url", "address"},
}
MOST = 200
DANISH = re.compile(r"\d{1,3}(\.\d{3})+(,0+)?|\d+(,0+)?")


class FiguresUnclear(DomainError):
    """A row cannot be followed; the message names the row and the reason."""


def figures_in(rows: Iterable[SpreadsheetRow], zone: ZoneInfo) -> list[Figure]:
    """Return the figures of a list whose first row names its columns. Raises FiguresUnclear."""
    every = iter(rows)
    first = next(every, None)
    where = places(first.cells if first else [], HEADINGS)
    missing = {"name", "number", "as_of", "source_name"} - where.keys()
    if missing:
        raise FiguresUnclear(
            _("The first row must name the columns: What, Number, Date, Source and Address.")
        )
    figures = [_figure(row, where, zone) for row in every]
    if not figures:
        raise FiguresUnclear(_("There is nothing in this list. Choose another file."))
    if len(figures) > MOST:
        raise FiguresUnclear(_("That is more than %(most)s figures at a time.", most=MOST))
    return figures


def _figure(row: SpreadsheetRow, where: dict[str, int], zone: ZoneInfo) -> Figure:
    def cell(name: str) -> str:
        number = where.get(name, -1)
        return one_line(row.cells[number])[:400] if 0 <= number < len(row.cells) else ""

    number, moment = whole_number(cell("number")), moment_of(cell("as_of"), zone, utcnow())
    if not cell("name") or not cell("source_name"):
        raise FiguresUnclear(
            _("Row %(row)s: write what has been counted, and by whom.", row=row.number)
        )
    if number is None:
        raise FiguresUnclear(_("Row %(row)s: the number is not a whole number.", row=row.number))
    if moment is None:
        raise FiguresUnclear(_("Row %(row)s: write the day as 26-02-2026.", row=row.number))
    address = cell("source_address")
    if address and not address.startswith(("https://", "http://")):
        raise FiguresUnclear(
            _("Row %(row)s: write the whole address, with https:// in front.", row=row.number)
        )
    return Figure(
        name_da=cell("name")[:120],
        name_en="",
        number=number,
        as_of=moment.astimezone(zone).date(),
        source_name=cell("source_name")[:120],
        source_address=address,
    )


def whole_number(text: str) -> int | None:
    """Return a number written the Danish way, as 1.940 or 1940,0; None for anything else."""
    if not DANISH.fullmatch(text):
        return None
    number = int(text.partition(",")[0].replace(".", ""))
    return number if number <= 100_000_000 else None
