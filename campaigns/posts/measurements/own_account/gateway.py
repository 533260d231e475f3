"""The gateway to Instagram's official interface, with a token of the organisation's own account.

Only what the documentation of the interface with Instagram Login promises is used: the account's
media, the insights of one of them, and renewing the token. Nothing is asked for twice.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from campaigns.posts.measurements.enums import Number, Source, Trouble
from campaigns.posts.measurements.readings import MetricsSource, Reading, known
from campaigns.posts.measurements.troubles import SourceTrouble
from core.db import utcnow
from core.settings import current_settings

VERSION = "v26.0"
TIMEOUT = 10.0
LARGEST_ANSWER = 2 * 1024 * 1024
PAGES = 20
A_PAGE = 50
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
TOKEN_REFUSED = {102, 190}
RATE_LIMITED = {4, 17, 32, 613}


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


class GraphApi:
    """Numbers of one's own posts, as the account's owner sees them."""

    source = Source.OWN_ACCOUNT

    def __init__(self, address: str, token: str) -> None:
        self._address = address
        self._token = token

    def readings(self, shortcodes: Collection[str]) -> Iterator[Reading]:
        """Yield the numbers of those posts that are on this account. Raises SourceTrouble."""
        left = set(shortcodes)
        for media in self._media() if left else ():
            code = media.get("shortcode")
            if code not in left or media.get("media_product_type") == "STORY":
                continue
            left.discard(code)
            yield self._reading(code, media)
            if not left:
                return

    def renew(self) -> Renewed:
        """Return a new token, good for another sixty days."""
        answer = self._asked("refresh_access_token", {"grant_type": "ig_refresh_token"})
        token, seconds = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not token or not isinstance(seconds, int):
            raise SourceTrouble(Trouble.UPSTREAM_CHANGED, "no token in the answer")
        return Renewed(token, seconds)

    def _media(self) -> Iterator[Mapping[str, Any]]:
        after: str | None = None
        for _page in range(PAGES):
            more = {"after": after} if after else {}
            answer = self._asked(
                f"{VERSION}/me/media", {"fields": FIELDS, "limit": str(A_PAGE), **more}
            )
            yield from (one for one in _list(answer, "data") if isinstance(one, dict))
            paging = answer.get("paging")
            cursors = paging.get("cursors") if isinstance(paging, dict) else None
            after = cursors.get("after") if isinstance(cursors, dict) else None
            if not after or "next" not in (paging or {}):
                return

    def _reading(self, code: str, media: Mapping[str, Any]) -> Reading:
        numbers: dict[Number, int | None] = {
            Number.LIKES: _count(media.get("like_count")),
            Number.COMMENTS: _count(media.get("comments_count")),
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
            answer = self._asked(f"{VERSION}/{media_id}/insights", {"metric": METRICS})
        except SourceTrouble as trouble:
            if trouble.kind in (Trouble.GONE, Trouble.UPSTREAM_CHANGED):
                return {}  # older posts and some kinds have none; what is public stays
            raise
        found: dict[Number, int | None] = {}
        for one in _list(answer, "data"):
            name = one.get("name") if isinstance(one, dict) else None
            values = _list(one, "values")
            if name in NAMES and values and isinstance(values[0], dict):
                value = _count(values[0].get("value"))
                found |= {} if value is None else {NAMES[name]: value}
        return found

    def _asked(self, path: str, question: Mapping[str, str]) -> dict[str, Any]:
        import requests  # noqa: PLC0415 -- only the worker asks

        try:
            with requests.get(
                f"{self._address}/{path}",
                params={**question, "access_token": self._token},
                timeout=TIMEOUT,
                allow_redirects=False,
                stream=True,
            ) as answer:
                text = answer.raw.read(LARGEST_ANSWER + 1, decode_content=True)
                status = answer.status_code
        except (requests.RequestException, OSError) as error:
            # Its words hold the address, and that the token.
            raise SourceTrouble(Trouble.NETWORK, type(error).__name__) from None
        return _understood(status, text)


def _understood(status: int, text: bytes) -> dict[str, Any]:
    if status >= 500:
        raise SourceTrouble(Trouble.NETWORK, f"HTTP {status}")
    try:
        found = json.loads(text) if len(text) <= LARGEST_ANSWER else None
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict) and "error" not in found and status == 200:
        return found
    error = found.get("error") if isinstance(found, dict) else None
    raise SourceTrouble(_kind_of(status, error), f"HTTP {status}")


def _kind_of(status: int, error: object) -> Trouble:
    code = error.get("code") if isinstance(error, dict) else None
    if code in TOKEN_REFUSED or status == 401:
        return Trouble.TOKEN_REFUSED
    if code in RATE_LIMITED or status == 429:
        return Trouble.RATE_LIMITED
    return Trouble.GONE if code == 100 and status == 404 else Trouble.UPSTREAM_CHANGED


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _list(thing: object, key: str) -> list[Any]:
    found = thing.get(key) if isinstance(thing, dict) else None
    return found if isinstance(found, list) else []


def own_media(token: str) -> OwnMedia:
    """Return the account a token belongs to; without one, the twin that asks nobody."""
    return GraphApi(current_settings().instagram_api, token) if token else NoAccount()
