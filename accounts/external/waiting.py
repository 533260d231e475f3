"""What a browser's session keeps while its person is at a provider, and until they are known here.

Somebody who comes back as a stranger may have an account all the same. The address the provider
gives proves nothing about that, so they first get in as they always do, and are then asked.
"""

import time
from typing import Any

from flask import Flask, Response, after_this_request, session, url_for
from flask_security import user_authenticated

from accounts import second_step
from accounts.external.gateway import Departure, Identity
from core.web import same_site_path

AWAY = "at_provider"
ARRIVED = "external_identity"
SECONDS = 15 * 60


def leave(
    key: str, departure: Departure, *, next_page: str, connects: bool, joins: bool = False
) -> None:
    """Remember what the browser must bring back, and why it went."""
    session[AWAY] = {
        **departure.kept(),
        "key": key,
        "at": time.time(),
        "next": same_site_path(next_page),
        "connects": connects,
        "joins": joins,
    }


def come_back(key: str) -> dict[str, Any] | None:
    """Return, once, what was remembered of a browser that went to the provider called ``key``."""
    kept = session.pop(AWAY, None)
    if not isinstance(kept, dict) or kept["key"] != key or time.time() - kept["at"] > SECONDS:
        return None
    return kept


def keep_stranger(key: str, identity: Identity, *, joins_at: str = "") -> None:
    """Remember who somebody is elsewhere, until they have shown who they are here.

    ``joins_at`` is the page from which they went there to join, if they did.
    """
    session[ARRIVED] = {
        "key": key,
        "issuer": identity.issuer,
        "subject": identity.subject,
        "label": identity.label,
        "joins_at": joins_at,
        "at": time.time(),
    }


def find_stranger() -> tuple[str, Identity] | None:
    """Return who this browser came back as, and from which provider."""
    kept = session.get(ARRIVED)
    if not isinstance(kept, dict) or time.time() - kept["at"] > SECONDS:
        return None
    return kept["key"], Identity(kept["issuer"], kept["subject"], kept["label"])


def went_from(page: str) -> bool:
    """Say whether this browser went to the provider from ``page``, to join there."""
    return find_stranger() is not None and session[ARRIVED].get("joins_at") == page


def forget_stranger() -> None:
    """Forget who this browser came back as."""
    session.pop(ARRIVED, None)


def _offer(response: Response) -> Response:
    if 300 <= response.status_code < 400:
        wanted = same_site_path(response.location)
        response.location = url_for("external_person.offer", next=wanted)
    return response


def ask_after_sign_in(app: Flask, **_about: object) -> None:
    """Ask somebody who has just signed in whether the stranger from elsewhere was them."""
    if find_stranger() and second_step.KEY not in session:
        after_this_request(_offer)


def init_app(app: Flask) -> None:
    """Ask whoever signs in, in whatever way."""
    user_authenticated.connect(ask_after_sign_in, app)
