"""Asking Instagram's official interface: one question at a time, and no answer taken on trust.

Only what the documentation of the interface with Instagram Login promises is used. Where its
answers say the next one is, is never followed: questions go to the address in the settings alone.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from campaigns.posts.measurements.enums import Trouble
from campaigns.posts.measurements.troubles import SourceTrouble

VERSION = "v26.0"
TIMEOUT = 10.0
LARGEST_ANSWER = 2 * 1024 * 1024
PAGES = 20
A_PAGE = 50
TOKEN_REFUSED = {102, 190}
RATE_LIMITED = {4, 17, 32, 613}


class Interface:
    """The interface, as the account a token belongs to may use it."""

    def __init__(self, address: str, token: str) -> None:
        self._address = address
        self._token = token

    def media(self, fields: str) -> Iterator[Mapping[str, Any]]:
        """Yield what is on the account, the newest first. Raises SourceTrouble."""
        after: str | None = None
        for _page in range(PAGES):
            more = {"after": after} if after else {}
            answer = self.asked(
                f"{VERSION}/me/media", {"fields": fields, "limit": str(A_PAGE), **more}
            )
            yield from (one for one in list_in(answer, "data") if isinstance(one, dict))
            paging = answer.get("paging")
            cursors = paging.get("cursors") if isinstance(paging, dict) else None
            after = cursors.get("after") if isinstance(cursors, dict) else None
            if not after or "next" not in (paging or {}):
                return

    def asked(self, path: str, question: Mapping[str, str]) -> dict[str, Any]:
        """Return the answer to a question. Raises SourceTrouble."""
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


def count_in(value: object) -> int | None:
    """Return a number; None for anything else, and for true."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def list_in(thing: object, key: str) -> list[Any]:
    """Return a list of an answer; an empty one where there is none."""
    found = thing.get(key) if isinstance(thing, dict) else None
    return found if isinstance(found, list) else []
