"""What an Instagram link says by itself: which post it is and when its number was given out."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# Milliseconds since 1970 at which Instagram's own clock starts.
EPOCH_MS = 1_314_220_021_721
SHARD_AND_SEQUENCE_BITS = 23
PUBLIC_LENGTH = 11
HOSTS = {"instagram.com", "www.instagram.com", "m.instagram.com", "instagr.am", "www.instagr.am"}
# Codes have had ten characters or more since a month after that clock began.
POST_PATH = re.compile(r"^/(?:[A-Za-z0-9._]+/)?(?:p|reel|reels|tv)/([A-Za-z0-9_-]{10,50})/?$")
STORY_PATH = re.compile(r"^/stories/")
SHARE_PATH = re.compile(r"^/share/")


class NotAPost(StrEnum):
    """Why an address cannot be logged."""

    NO_ADDRESS = "no_address"
    NOT_INSTAGRAM = "not_instagram"
    STORY = "story"
    SHARE_LINK = "share_link"
    NO_POST = "no_post"


class LinkRefused(ValueError):
    """The address names no post; ``reason`` says what it is instead."""

    def __init__(self, reason: NotAPost) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class InstagramPost:
    """A post as its link names it."""

    shortcode: str
    published_at: datetime

    @property
    def address(self) -> str:
        """The post's plain address, without what apps append to follow people."""
        return f"https://www.instagram.com/p/{self.shortcode}/"


def read_link(address: str) -> InstagramPost:
    """Return the post an address names; asks nobody.

    Raises LinkRefused for a profile, a story, a share link or another site.
    """
    address = address.strip()
    if "//" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets that are no address
        raise LinkRefused(NotAPost.NOT_INSTAGRAM) from None
    if parts.scheme not in ("http", "https") or (parts.hostname or "") not in HOSTS:
        raise LinkRefused(NotAPost.NOT_INSTAGRAM)
    if STORY_PATH.match(parts.path):
        raise LinkRefused(NotAPost.STORY)
    if SHARE_PATH.match(parts.path):
        raise LinkRefused(NotAPost.SHARE_LINK)
    found = POST_PATH.match(parts.path)
    if not found:
        raise LinkRefused(NotAPost.NO_POST)
    return InstagramPost(shortcode=found[1], published_at=moment_of(found[1]))


def moment_of(shortcode: str) -> datetime:
    """Return when a shortcode's number was given out, in UTC, exact to the millisecond.

    The number is 41 bits of milliseconds, 13 of shard and 10 of sequence; longer codes of private
    posts carry it in their first eleven characters. It is when the upload began, so a scheduled
    post may have appeared later. Source: Instagram Engineering, "Sharding & IDs at Instagram".
    """
    number = 0
    for character in shortcode[:PUBLIC_LENGTH]:
        number = number * 64 + ALPHABET.index(character)
    return moment_of_number(number)


def moment_of_number(number: int) -> datetime:
    """Return when a number was given out, as story links name it: the same number as a code's."""
    milliseconds = (number >> SHARD_AND_SEQUENCE_BITS) + EPOCH_MS
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
