"""Posts out of whatever was sent: pasted text, a spreadsheet, or what Instaloader saved."""

import tempfile
from collections.abc import Collection
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from campaigns.posts import instaloader_files
from campaigns.posts.instaloader_nodes import SavedPost
from campaigns.results.page_check import paste, sheets
from campaigns.results.page_check.enums import Part, Way
from campaigns.results.page_check.listing import Listing, NothingRead, ReadPost
from core.spreadsheets import Limits, delimiter_of, read_rows

LIMITS = Limits(megabytes=10, rows=5_000)


def posts_pasted(text: str, today: date, zone: ZoneInfo) -> Listing:
    """Return the posts of a pasted text, or of rows pasted with their headings."""
    first = text.strip().partition("\n")[0]
    if len(sheets.columns_in(first.split(delimiter_of(first)))) > 1:
        listing = posts_sent(text.strip().encode(), (), today, zone)
        listing.way = Way.PASTE
        return listing
    return paste.posts_in(text, today, zone)


def posts_sent(content: bytes, names: Collection[str], today: date, zone: ZoneInfo) -> Listing:
    """Return the posts of a file, told by what is in it and never by its name.

    Raises SpreadsheetUnreadable, SavedFilesUnreadable, NothingRead and TooManyPosts.
    """
    with tempfile.TemporaryDirectory(prefix="tillid-page-") as folder:
        path = Path(folder) / "posts"
        path.write_bytes(content)
        if instaloader_files.is_saved(path):
            return _saved(instaloader_files.read(path, zone), names, today, zone)
        return sheets.posts_in(read_rows(path, LIMITS), today, zone)


def _saved(
    saved: instaloader_files.Saved, names: Collection[str], today: date, zone: ZoneInfo
) -> Listing:
    listing = Listing(way=Way.FILE, left_out=saved.broken)
    followers = [one.followers for one in saved.profiles if one.followers is not None]
    listing.followers = followers[-1] if followers else None
    for post in instaloader_files.newest(saved.posts):
        day = post.posted_at.astimezone(zone).date()
        if day > today:
            listing.left_out += 1
            continue
        listing.posts.append(
            ReadPost(
                posted_on=day,
                text=post.caption,
                likes=post.likes,
                comments=post.comments,
                part=_part(post, names) if names else None,
            )
        )
    if not listing.posts:
        raise NothingRead("file")
    return listing


def _part(post: SavedPost, names: Collection[str]) -> Part:
    wanted = set(names)
    for part, there in (
        (Part.AUTHOR, post.authors),
        (Part.TAGGED, post.tagged),
        (Part.MENTIONED, post.mentioned),
    ):
        if wanted & there:
            return part
    return Part.NONE
