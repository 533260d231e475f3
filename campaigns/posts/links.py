"""What an address says by itself of something told in public, on whatever site. Asks nobody.

Some sites give out numbers that hold the moment they were given: Instagram (`instagram_links`),
TikTok (seconds in the upper 32 bits of a video's number; Steel et al. 2025, arXiv:2504.13279) and
LinkedIn (milliseconds above the lowest 22 bits, as in the examples of its own Compliance Events
API). Other sites do not, so the day has to be asked. What is the same page with or without what
apps append to follow people has one key.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from campaigns.posts import instagram_links
from campaigns.posts.enums import PostChannel
from campaigns.posts.instagram_links import LinkRefused, NotAPost

STORY = re.compile(r"^/stories/([A-Za-z0-9._]+)/(\d{15,20})/?$")
SHARE = re.compile(r"^/share/(?:p|reel|r|v)?/?([A-Za-z0-9_-]{5,60})/?$")
TIKTOK = re.compile(r"^/@[^/]+/(?:video|photo)/(\d{15,20})/?$")
LINKEDIN = re.compile(r"(?:activity|share|ugcPost)[:-](\d{19})")
LINKEDIN_PEOPLE = re.compile(r"^/(?:in|feed|mynetwork|messaging|notifications)?/?[^/]*/?$")
HOST = re.compile(r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")
# What tells one page from another on sites that have no path for it.
TELLING = {"v", "id", "story_fbid", "fbid", "p", "page", "article", "post"}
FIRST_MOMENT = datetime(2012, 1, 1, tzinfo=UTC)
CLOCKS_DIFFER = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Found:
    """What an address leads to: the key it is known by, and its moment if the address says so."""

    channel: PostChannel
    key: str
    address: str
    published_at: datetime | None = None


def read_address(typed: str, *, now: datetime) -> Found:
    """Return what an address leads to. Raises LinkRefused for what is no post of anybody's."""
    typed = typed.strip()
    address = typed if "//" in typed else f"https://{typed}"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:  # brackets that are no address
        raise LinkRefused(NotAPost.NO_ADDRESS) from None
    if parts.scheme not in ("http", "https") or not HOST.match(host) or "@" in parts.netloc:
        raise LinkRefused(NotAPost.NO_ADDRESS)  # with an @ it reads as if it led elsewhere
    found = _reader_of(host)(address, parts, host)
    if found.published_at and not FIRST_MOMENT <= found.published_at <= now + CLOCKS_DIFFER:
        raise LinkRefused(NotAPost.NO_POST)
    return found


Reader = Callable[[str, SplitResult, str], Found]


def _reader_of(host: str) -> Reader:
    for ends, reader in READERS.items():
        if host == ends or host.endswith(f".{ends}"):
            return reader
    if "instagram" in host:
        raise LinkRefused(NotAPost.NOT_INSTAGRAM)
    return _page


def _instagram(address: str, parts: SplitResult, _host: str) -> Found:
    if story := STORY.match(parts.path):
        moment = instagram_links.moment_of_number(int(story[2]))
        plain = f"https://www.instagram.com/stories/{story[1]}/{story[2]}/"
        return Found(PostChannel.INSTAGRAM_STORY, f"story:{story[2]}", plain, moment)
    if share := SHARE.match(parts.path):
        plain = f"https://www.instagram.com{parts.path}"
        return Found(PostChannel.INSTAGRAM, f"share:{share[1]}", plain)
    post = instagram_links.read_link(address)
    return Found(PostChannel.INSTAGRAM, post.shortcode, post.address, post.published_at)


def _tiktok(address: str, parts: SplitResult, host: str) -> Found:
    video = TIKTOK.match(parts.path)
    if not video:
        return _page(address, parts, host, PostChannel.TIKTOK)
    moment = EPOCH + timedelta(seconds=int(video[1]) >> 32)
    plain = f"https://www.tiktok.com{parts.path.rstrip('/')}"
    return Found(PostChannel.TIKTOK, f"tiktok:{video[1]}", plain, moment)


def _linkedin(address: str, parts: SplitResult, host: str) -> Found:
    path = unquote(parts.path)
    number = LINKEDIN.search(path)
    if not number:
        if LINKEDIN_PEOPLE.match(path):
            raise LinkRefused(NotAPost.NO_POST)
        return _page(address, parts, host, PostChannel.LINKEDIN)
    moment = EPOCH + timedelta(milliseconds=int(number[1]) >> 22)
    plain = f"https://www.linkedin.com{parts.path}"
    return Found(PostChannel.LINKEDIN, f"linkedin:{number[1]}", plain, moment)


def _facebook(address: str, parts: SplitResult, host: str) -> Found:
    return _page(address, parts, host, PostChannel.FACEBOOK)


def _page(
    _address: str, parts: SplitResult, host: str, channel: PostChannel = PostChannel.OTHER
) -> Found:
    """Return a page of any site; the front page of a large site is nobody's post."""
    telling = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query) if k in TELLING))
    path = parts.path.rstrip("/")
    if not path and not telling and channel is not PostChannel.OTHER:
        raise LinkRefused(NotAPost.NO_POST)
    plain = f"https://{parts.netloc.lower()}{path or '/'}" + (f"?{telling}" if telling else "")
    known_as = f"{host.removeprefix('www.').removeprefix('m.')}{path}?{telling}"
    digest = hashlib.sha256(known_as.encode()).hexdigest()[:32]
    return Found(channel, f"page:{digest}", plain)


READERS: dict[str, Reader] = {
    "instagram.com": _instagram,
    "instagr.am": _instagram,
    "tiktok.com": _tiktok,
    "linkedin.com": _linkedin,
    "facebook.com": _facebook,
    "fb.watch": _facebook,
    "fb.com": _facebook,
}
