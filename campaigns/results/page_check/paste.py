"""Posts out of what somebody pasted: a day, then the text, however it was copied. Pure."""

import re
from datetime import date
from zoneinfo import ZoneInfo

from campaigns.posts.instagram_links import LinkRefused, read_link
from campaigns.results.page_check.days import Found, day_at_start
from campaigns.results.page_check.enums import Way
from campaigns.results.page_check.listing import (
    MOST,
    Listing,
    NothingRead,
    ReadPost,
    TooManyPosts,
    number_in,
)

AFTER_A_DAY = re.compile(r"\s*(?:[\t;|:•·]|[-–—]\s)\s*")
COUNT = r"(?P<count>\d[\d.,]*)"
LAST = r"(?P<last>\d[\d.,]*)"


def _counted(words: str) -> re.Pattern[str]:
    return re.compile(rf"{COUNT}\s*(?:{words})|(?:{words})\s*:?\s*{LAST}", re.IGNORECASE)


LIKES = _counted("likes?|synes godt om")
COMMENTS = _counted("kommentar(?:er)?|comments?")


def posts_in(text: str, today: date, zone: ZoneInfo) -> Listing:
    """Return the posts of a pasted text. Raises NothingRead and TooManyPosts.

    A post begins with a line that is a day, or begins with one and a mark after it, or is a link
    to the post. A line of text that merely begins with a day, such as an invitation, stays text.
    What stands before the first day, and days still to come, are counted as left out.
    """
    reading = _Reading(today, zone)
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        reading.take(line)
    listing = reading.listing
    if not listing.posts:
        raise NothingRead("pasted")
    if len(listing.posts) > MOST:
        raise TooManyPosts("pasted")
    return listing


class _Reading:
    """Line after line, with the post they belong to."""

    def __init__(self, today: date, zone: ZoneInfo) -> None:
        self.today, self.zone = today, zone
        self.listing = Listing(way=Way.PASTE)
        self.post: ReadPost | None = None
        self.begins_with_link = False

    def take(self, line: str) -> None:
        """Begin a post, or add the line to the one that has begun."""
        if not line.strip():
            return
        found = day_at_start(line, self.today)
        if found and self._is_a_beginning(found):
            self._begin(found.day, AFTER_A_DAY.sub("", found.rest, count=1))
        elif not self._takes_link(line):
            self._add(line)

    def _is_a_beginning(self, found: Found) -> bool:
        if not found.rest.strip() or AFTER_A_DAY.match(found.rest):
            return True
        return found.has_year and found.rest[:1].isspace() and found.day <= self.today

    def _begin(self, day: date, text: str, *, is_link: bool = False) -> None:
        self.begins_with_link = is_link
        if day > self.today:
            self.post = None
            self.listing.left_out += 1
            return
        self.post = ReadPost(posted_on=day, text=text.strip())
        self.listing.posts.append(self.post)

    def _takes_link(self, line: str) -> bool:
        """Take an address alone on its line: it dates a post if nothing else has."""
        if "instagram.com/" not in line or len(line.split()) != 1:
            return False
        try:
            moment = read_link(line).published_at
        except LinkRefused:
            return False
        if self.post is None or self.begins_with_link:
            self._begin(moment.astimezone(self.zone).date(), "", is_link=True)
        return True

    def _add(self, line: str) -> None:
        if self.post is None:
            self.listing.left_out += 1
        elif found := LIKES.fullmatch(line.strip()):
            self.post.likes = number_in(found["count"] or found["last"])
        elif found := COMMENTS.fullmatch(line.strip()):
            self.post.comments = number_in(found["count"] or found["last"])
        else:
            self.post.text = f"{self.post.text}\n{line}".strip()
