"""What is signed for each session: its cookie, and the token in its forms.

The same letters bear the same signature, so both are worked out once and not at every page.
"""

import time
from copy import deepcopy
from functools import lru_cache
from typing import Any

from flask import Flask, Request, current_app, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from itsdangerous import BadSignature, URLSafeTimedSerializer

from core.languages import kept_for_this_page

MOST_COOKIES, MOST_TOKENS = 1024, 4096


class SignedCookies(SecureCookieSessionInterface):
    """Flask's sessions; a cookie that bears our signature is not looked at as if it were new."""

    def __init__(self, app: Flask) -> None:
        self._signer = super().get_signing_serializer(app)
        self._longest = int(app.permanent_session_lifetime.total_seconds())
        self._read = lru_cache(maxsize=MOST_COOKIES)(self._read_anew)

    def get_signing_serializer(self, _app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs the sessions, which Flask would make twice for each request."""
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what a browser's cookie holds: nothing, unless we signed it and not too long ago.

        Its age is asked each time, and each request gets a copy of its own to change.
        """
        cookie = request.cookies.get(self.get_cookie_name(app))
        try:
            held, signed_at = self._read(cookie) if cookie else ({}, time.time())
        except BadSignature:
            return self.session_class()
        is_in_time = 0 <= int(time.time()) - int(signed_at) <= self._longest
        return self.session_class(deepcopy(held) if is_in_time else None)

    def _read_anew(self, cookie: str) -> tuple[dict[str, Any], float]:
        """Return what a cookie holds and when it was signed. Raises BadSignature."""
        if self._signer is None:
            raise BadSignature("nothing to sign with")
        held, signed_at = self._signer.loads(cookie, return_timestamp=True)
        return held, signed_at.timestamp()


def form_token() -> str:
    """Return the token in the forms of this page, as Flask-WTF makes it.

    It holds as long as its session (``WTF_CSRF_TIME_LIMIT``), so one is enough for all its pages.
    """
    page = kept_for_this_page()
    token: str | None = page.get("csrf_token")
    if token is None:
        of_session = session.get("csrf_token")
        if not isinstance(of_session, str):
            return str(generate_csrf())  # the first one of a session
        token = page.csrf_token = _signed(str(current_app.secret_key), of_session)
    return token


@lru_cache(maxsize=MOST_TOKENS)
def _signed(secret_key: str, of_session: str) -> str:
    return str(URLSafeTimedSerializer(secret_key, salt="wtf-csrf-token").dumps(of_session))


def init_app(app: Flask) -> None:
    """Sign sessions and forms; after Flask-WTF, which offers its own token under the same name."""
    app.session_interface = SignedCookies(app)
    app.jinja_env.globals["csrf_token"] = form_token
    app.context_processor(lambda: {"csrf_token": form_token})
