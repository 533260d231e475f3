"""Numbers out of a spreadsheet: our own columns, or those of Meta's own export. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from campaigns.posts.instagram_links import LinkRefused, read_link
from campaigns.posts.measurements.enums import Number, Source
from campaigns.posts.measurements.readings import Reading, known
from core.lists import places
from core.spreadsheets import SpreadsheetRow

LINK, DAY = "link", "day"
HEADINGS: dict[str, set[str]] = {
    LINK: {"link", "permalink", "url", "adresse", "opslag", "post", "postlink"},
    DAY: {"målt", "aflæst", "målingsdato", "measured", "takenat", "readon", "dato", "date"},
    Number.LIKES: {"likes", "like", "synesgodtom", "likecount", "antallikes"},
    Number.COMMENTS: {"kommentarer", "comments", "commentscount", "antalkommentarer"},
    Number.VIEWS: {"visninger", "views", "viewcount", "afspilninger"},
    Number.SAVES: {"gemt", "gemte", "gemmer", "saves", "saved"},
    Number.SHARES: {"delinger", "delt", "shares", "shared"},
    Number.REACH: {"rækkevidde", "reach", "nåedekonti", "kontidernået", "accountsreached"},
}
PREFIX = re.compile(r"^https?://(?:www\.)?")  # the same in every row
DAY_FIRST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?:[ T,]+(?:kl\.? *)?(\S+))?")


UNKNOWN = {"", "-", "–", "—", "?"}


class RowTrouble(StrEnum):
    """Why a row cannot be read."""

    NO_POST = "no_post"
    NO_DAY = "no_day"
    ODD_NUMBER = "odd_number"


@dataclass(frozen=True)
class SheetRow:
    """One row: what it is called, and its reading, or why it has none."""

    name: str
    reading: Reading | None = None
    trouble: RowTrouble | None = None


def has_headings(cells: list[str]) -> bool:
    """Say whether a row tells where the link and at least one number stand."""
    found = places(cells, HEADINGS)
    return LINK in found and any(number in found for number in Number)


def rows_in(
    rows: Iterable[SpreadsheetRow], zone: ZoneInfo, otherwise: datetime
) -> list[SheetRow] | None:
    """Return what each row says, read ``otherwise`` where it names no day; None: no headings."""
    every = iter(rows)
    first = next(every, None)
    if first is None or not has_headings(first.cells):
        return None
    columns = places(first.cells, HEADINGS)
    return [_row(row, columns, zone, otherwise) for row in every]


def _row(
    row: SpreadsheetRow, columns: dict[str, int], zone: ZoneInfo, otherwise: datetime
) -> SheetRow:
    cells = {name: row.cells[at] for name, at in columns.items() if at < len(row.cells)}
    name = f"{row.number}: {PREFIX.sub('', cells.get(LINK, '').strip())[:80]}"
    day = cells.get(DAY, "").strip()
    taken_at = moment_in(day, zone) if day else otherwise
    try:
        shortcode = read_link(cells.get(LINK, "")).shortcode
    except LinkRefused:
        return SheetRow(name, trouble=RowTrouble.NO_POST)
    if taken_at is None:
        return SheetRow(name, trouble=RowTrouble.NO_DAY)
    written = {number: cells.get(number, "") for number in Number}
    numbers = known({number: number_in(text) for number, text in written.items()})
    if any(text.strip() not in UNKNOWN and one not in numbers for one, text in written.items()):
        return SheetRow(name, trouble=RowTrouble.ODD_NUMBER)
    return SheetRow(
        name,
        Reading(
            shortcode=shortcode,
            source=Source.FILE,
            taken_at=taken_at,
            numbers=numbers,
            is_moment_told=bool(day),
        ),
    )


def number_in(text: str) -> int | None:
    """Return a count as people and apps write it, as 1.234 or 1,234; None for anything else."""
    digits = re.sub(r"(?<=\d)[.,\s](?=\d{3}(?:\D|$))", "", text.strip())
    is_count = digits.isascii() and digits.isdigit() and len(digits) <= 10
    return int(digits) if is_count else None


def moment_in(text: str, zone: ZoneInfo) -> datetime | None:
    """Return the moment a cell names, noon where it names only a day; None for no such day."""
    if found := DAY_FIRST.fullmatch(text):
        day, month, year, hour = found.groups()
        clock = (hour or "12:00").replace(".", ":").zfill(5)
        text = f"{year}-{int(month):02}-{int(day):02}T{clock}"
    elif re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        text += "T12:00"
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):  # no such day, or the very first or last of all
        return None
