"""The gateway to Instagram's official interface, with a token of the organisation's own account.

Only what the documentation of the interface with Instagram Login promises is used: the account's
media, the insights of one of them, and renewing the token. Nothing is asked for twice.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from campaigns.posts.measurements.enums import Number, Source, Trouble
from campaigns.posts.measurements.own_account.interface import (
    VERSION,
    Interface,
    count_in,
    list_in,
)
from campaigns.posts.measurements.readings import MetricsSource, Reading, known
from campaigns.posts.measurements.troubles import SourceTrouble
from core.db import utcnow
from core.settings import current_settings

FIELDS = "id,shortcode,timestamp,media_product_type,like_count,comments_count"
METRICS = "reach,views,likes,comments,saved,shares"
NAMES = {
    "likes": Number.LIKES,
    "comments": Number.COMMENTS,
    "views": Number.VIEWS,
    "saved": Number.SAVES,
    "shares": Number.SHARES,
    "reach": Number.REACH,
}


@dataclass(frozen=True)
class Renewed:
    """A token that was given for the old one, and for how many seconds it is good."""

    token: str
    seconds: int


class OwnMedia(MetricsSource, Protocol):
    """The organisation's own account."""

    def renew(self) -> Renewed:
        """Return a new token. Raises SourceTrouble."""


class NoAccount:
    """No account is connected: nobody is asked."""

    source = Source.OWN_ACCOUNT

    def readings(self, shortcodes: Collection[str]) -> Iterator[Reading]:
        """Refuse."""
        raise SourceTrouble(Trouble.OFF)

    def renew(self) -> Renewed:
        """Refuse."""
        raise SourceTrouble(Trouble.OFF)


class GraphApi(Interface):
    """Numbers of one's own posts, as the account's owner sees them."""

    source = Source.OWN_ACCOUNT

    def readings(self, shortcodes: Collection[str]) -> Iterator[Reading]:
        """Yield the numbers of those posts that are on this account. Raises SourceTrouble."""
        left = set(shortcodes)
        for media in self.media(FIELDS) if left else ():
            code = media.get("shortcode")
            if code not in left or media.get("media_product_type") == "STORY":
                continue
            left.discard(code)
            yield self._reading(code, media)
            if not left:
                return

    def renew(self) -> Renewed:
        """Return a new token, good for another sixty days."""
        answer = self.asked("refresh_access_token", {"grant_type": "ig_refresh_token"})
        token, seconds = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not token or not isinstance(seconds, int):
            raise SourceTrouble(Trouble.UPSTREAM_CHANGED, "no token in the answer")
        return Renewed(token, seconds)

    def _reading(self, code: str, media: Mapping[str, Any]) -> Reading:
        numbers: dict[Number, int | None] = {
            Number.LIKES: count_in(media.get("like_count")),
            Number.COMMENTS: count_in(media.get("comments_count")),
        }
        numbers |= self._insights(str(media.get("id")))
        return Reading(
            shortcode=code, source=self.source, taken_at=utcnow(), numbers=known(numbers)
        )

    def _insights(self, media_id: str) -> dict[Number, int | None]:
        """Return what the account's owner alone can see; an empty answer is unknown, not nought."""
        if not media_id.isdigit():
            return {}
        try:
            answer = self.asked(f"{VERSION}/{media_id}/insights", {"metric": METRICS})
        except SourceTrouble as trouble:
            if trouble.kind in (Trouble.GONE, Trouble.UPSTREAM_CHANGED):
                return {}  # older posts and some kinds have none; what is public stays
            raise
        found: dict[Number, int | None] = {}
        for one in list_in(answer, "data"):
            name = one.get("name") if isinstance(one, dict) else None
            values = list_in(one, "values")
            if name in NAMES and values and isinstance(values[0], dict):
                value = count_in(values[0].get("value"))
                found |= {} if value is None else {NAMES[name]: value}
        return found


def is_connected(slug: str) -> bool:
    """Say whether the settings hold a token, and name this organisation as whose it is."""
    settings = current_settings()
    return bool(settings.instagram_token) and slug == settings.instagram_organisation


def own_media(token: str) -> OwnMedia:
    """Return the account a token belongs to; without one, the twin that asks nobody."""
    return GraphApi(current_settings().instagram_api, token) if token else NoAccount()
