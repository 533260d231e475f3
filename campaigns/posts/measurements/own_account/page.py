"""The organisation's own page as its official interface tells it: posts, followers, answers.

What others wrote is looked at to see whether the page answered in time, and is not kept: only two
numbers leave this module.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from campaigns.posts.measurements.enums import Trouble
from campaigns.posts.measurements.own_account.interface import (
    VERSION,
    Interface,
    count_in,
    list_in,
)
from campaigns.posts.measurements.readings import MOST
from campaigns.posts.measurements.troubles import SourceTrouble
from core.settings import current_settings

ACCOUNT = "user_id,username,followers_count"
MEDIA = "id,shortcode,caption,timestamp,media_product_type,like_count,comments_count"
COMMENTS = "timestamp,username,replies{timestamp,username}"
IN_TIME = timedelta(hours=48)
MOST_ASKED = 30  # posts whose comments are read
MOST_COMMENTS = 200
LONGEST_CAPTION = 5_000


@dataclass(frozen=True, kw_only=True)
class OwnPost:
    """A post of the page; a number that is not told is None."""

    shortcode: str
    posted_at: datetime
    caption: str
    likes: int | None
    comments: int | None


@dataclass(frozen=True, kw_only=True)
class OwnPage:
    """The page as it is now. Comments are those by others that are older than two days."""

    posts: Sequence[OwnPost]
    followers: int | None
    comments_seen: int | None
    comments_answered: int | None


class PageReader(Interface):
    """Reads the page of the account a token belongs to."""

    def page(self, *, since: datetime, now: datetime) -> OwnPage:
        """Return the page with its posts since a moment, and the last one before it.

        Raises SourceTrouble; where only the comments are not for us to read, they are unknown.
        """
        account = self._account()
        found = list(self._posts(since))
        name = account.get("username")
        seen = self._seen([media_id for media_id, _ in found], name, now) if name else None
        return OwnPage(
            posts=[post for _, post in found],
            followers=_told(account.get("followers_count")),
            comments_seen=len(seen) if seen is not None else None,
            comments_answered=sum(seen) if seen is not None else None,
        )

    def _account(self) -> Mapping[str, Any]:
        answer = self.asked(f"{VERSION}/me", {"fields": ACCOUNT})
        inside = list_in(answer, "data")  # the documentation shows it both ways
        return inside[0] if inside and isinstance(inside[0], dict) else answer

    def _posts(self, since: datetime) -> Iterator[tuple[str, OwnPost]]:
        for media in self.media(MEDIA):
            posted_at = _moment(media.get("timestamp"))
            if posted_at is None or media.get("media_product_type") == "STORY":
                continue
            yield str(media.get("id")), _post(media, posted_at)
            if posted_at < since:
                return

    def _seen(self, media_ids: Sequence[str], name: object, now: datetime) -> list[bool] | None:
        """Return for each comment whether it was answered in time; None where we may not look."""
        seen: list[bool] = []
        for media_id in [one for one in media_ids if one.isascii() and one.isdigit()][:MOST_ASKED]:
            try:
                answer = self.asked(f"{VERSION}/{media_id}/comments", {"fields": COMMENTS})
            except SourceTrouble as trouble:
                if trouble.kind in (Trouble.GONE, Trouble.UPSTREAM_CHANGED):
                    return seen or None
                raise
            judged = (_is_answered(one, name, now) for one in list_in(answer, "data"))
            seen += [one for one in judged if one is not None]
            if len(seen) >= MOST_COMMENTS:
                break
        return seen or None


def _post(media: Mapping[str, Any], posted_at: datetime) -> OwnPost:
    caption = media.get("caption")
    return OwnPost(
        shortcode=str(media.get("shortcode") or ""),
        posted_at=posted_at,
        caption=caption[:LONGEST_CAPTION] if isinstance(caption, str) else "",
        likes=_told(media.get("like_count")),
        comments=_told(media.get("comments_count")),
    )


def _told(value: object) -> int | None:
    count = count_in(value)
    return count if count is not None and 0 <= count <= MOST else None


def _is_answered(comment: object, name: object, now: datetime) -> bool | None:
    """Say whether the page answered a comment within two days; None where it cannot be said."""
    written = _moment(comment.get("timestamp")) if isinstance(comment, dict) else None
    if not isinstance(comment, dict) or written is None or written > now - IN_TIME:
        return None
    if comment.get("username") == name:
        return None  # the page's own
    replies = [one for one in list_in(comment.get("replies"), "data") if isinstance(one, dict)]
    own = [_moment(one.get("timestamp")) for one in replies if one.get("username") == name]
    if any(moment and moment - written <= IN_TIME for moment in own):
        return True
    return None if any("username" not in one for one in replies) else False


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment and moment.tzinfo else None


def page_reader(token: str) -> PageReader:
    """Return the reader of the page a token belongs to."""
    return PageReader(current_settings().instagram_api, token)
