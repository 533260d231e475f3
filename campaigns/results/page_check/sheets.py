"""Posts out of a spreadsheet: our own columns, or those Meta's own export has."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from campaigns.posts.instagram_links import LinkRefused, read_link
from campaigns.results.page_check.days import whole_day
from campaigns.results.page_check.enums import Part, Way
from campaigns.results.page_check.listing import (
    MOST,
    Listing,
    NothingRead,
    ReadPost,
    TooManyPosts,
    number_in,
)
from core.spreadsheets import SpreadsheetRow

HEADINGS = {
    "day": {"dato", "dag", "date", "day", "publishtime", "published", "udgivelsestidspunkt",
            "offentliggjort", "tidspunkt", "timestamp"},
    "text": {"tekst", "billedtekst", "text", "caption", "description", "beskrivelse", "opslag"},
    "likes": {"likes", "like", "synesgodtom", "likecount", "antallikes"},
    "comments": {"kommentarer", "comments", "commentscount", "commentcount", "antalkommentarer"},
    "link": {"link", "permalink", "url", "adresse"},
    "part": {"ambassadør", "ambassadører", "ambassador", "ambassadors"},
}  # fmt: skip
YES = {"ja", "j", "x", "1", "yes", "y", "true", "sand"}


def columns_in(cells: list[str]) -> dict[str, int]:
    """Return where each column stands by its heading; empty when the row is no row of headings."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = "".join(letter for letter in cell.lower() if letter.isalpha())
        for column, words in HEADINGS.items():
            if name in words:
                found.setdefault(column, place)
    return found if {"day", "link"} & found.keys() else {}


def posts_in(rows: Iterable[SpreadsheetRow], today: date, zone: ZoneInfo) -> Listing:
    """Return the posts of a list. Raises NothingRead and TooManyPosts.

    Without headings the first column is the day and the second the text. Days are read the Danish
    way; only where not one row with such a day would fit are they read month first.
    """
    every = [row.cells for row in rows]
    if len(every) > MOST + 1:
        raise TooManyPosts("file")
    columns = columns_in(every[0]) if every else {}
    body = every[1:] if columns else every
    columns = columns or {"day": 0, "text": 1}
    listing = Listing(way=Way.SHEET)
    american = _is_american([_cell(cells, columns, "day") for cells in body], today)
    for cells in body:
        post = _post(cells, columns, today, zone, american)
        if post is None or post.posted_on > today:
            listing.left_out += 1
        else:
            listing.posts.append(post)
    if not listing.posts:
        raise NothingRead("file")
    return listing


def _is_american(days: list[str], today: date) -> bool:
    written = [day for day in days if day]
    danish = sum(bool(whole_day(day, today)) for day in written)
    american = sum(bool(whole_day(day, today, month_first=True)) for day in written)
    return american == len(written) > danish


def _post(
    cells: list[str], columns: dict[str, int], today: date, zone: ZoneInfo, american: bool
) -> ReadPost | None:
    day = _linked_day(_cell(cells, columns, "link"), zone) or whole_day(
        _cell(cells, columns, "day"), today, month_first=american
    )
    if day is None:
        return None
    part = None
    if "part" in columns:
        said = _cell(cells, columns, "part").strip().lower()
        part = Part.NOTED if said in YES else Part.NONE
    return ReadPost(
        posted_on=day,
        text=_cell(cells, columns, "text"),
        likes=number_in(_cell(cells, columns, "likes")),
        comments=number_in(_cell(cells, columns, "comments")),
        part=part,
    )


def _linked_day(address: str, zone: ZoneInfo) -> date | None:
    try:
        return read_link(address).published_at.astimezone(zone).date() if address else None
    except LinkRefused:
        return None


def _cell(cells: list[str], columns: dict[str, int], name: str) -> str:
    place = columns.get(name, -1)
    return cells[place] if 0 <= place < len(cells) else ""
