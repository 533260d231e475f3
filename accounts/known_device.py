"""A cookie that says who has signed in on this device before.

Somebody who guesses at passwords slows down only devices that are strange to the account: the
person's own devices have a limit of their own, so nobody can be shut out by another's guesses.
"""

import hashlib

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from accounts.models import User
from core.tokens import signing_keys

KEPT = 5
DAYS = 365


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(signing_keys(), salt="known-device")


def _name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-device"


def _digest(email: str) -> str:
    return hashlib.sha256(email.encode()).hexdigest()[:16]


def _known() -> list[str]:
    try:
        found = _serializer().loads(request.cookies.get(_name(), ""))
    except BadSignature:
        return []
    return [str(digest) for digest in found] if isinstance(found, list) else []


def is_known(email: str) -> bool:
    """Say whether the person with this address has signed in on this device."""
    return _digest(email) in _known()


def remember(user: User) -> None:
    """Let the answer to this request mark the device as one of ``user``'s."""
    digest = _digest(user.email)
    value = _serializer().dumps([digest, *(d for d in _known() if d != digest)][:KEPT])

    @after_this_request
    def mark(response: Response) -> Response:
        response.set_cookie(
            _name(),
            str(value),
            max_age=DAYS * 24 * 60 * 60,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
        return response
