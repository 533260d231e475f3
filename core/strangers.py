"""Requests that another site makes a visitor's browser send, refused besides by their token.

Browsers say themselves where a request comes from. Those that do not are believed by their
``Origin``, which is "null" on pages that keep their address to themselves.
"""

from urllib.parse import urlsplit

from flask import Flask, request
from flask_wtf.csrf import CSRFError

from core.access import Audience
from core.db import READING_METHODS
from core.extensions import csrf
from core.settings import Settings

FROM_ELSEWHERE = frozenset({"cross-site", "same-site"})  # "same-site" is a neighbouring host


def is_from_elsewhere(own_hosts: frozenset[str]) -> bool:
    """Say whether another site sent this request, as far as the browser tells."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in FROM_ELSEWHERE
    origin = request.headers.get("Origin", "null")
    return origin != "null" and urlsplit(origin).netloc not in own_hosts


def init_app(app: Flask) -> None:
    """Refuse what another site sends, except where machines send something with a key."""
    settings: Settings = app.extensions["settings"]
    own = urlsplit(settings.base_url).netloc

    @app.before_request
    def refuse_strangers() -> None:
        if request.method in READING_METHODS or request.endpoint is None:
            return
        view = app.view_functions[request.endpoint]
        is_for_machines = Audience.API in getattr(view, "audiences", ())
        name = f"{view.__module__}.{view.__name__}"
        if is_for_machines or name in csrf._exempt_views:
            return
        if is_from_elsewhere(frozenset({own, request.host})):
            raise CSRFError("sent by another site")
        if request.is_json:  # limits count what stands in a form, and forms would read this too
            raise CSRFError("not sent by a form")
