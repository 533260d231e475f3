"""What every page shares: the language switch and the context of templates."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, redirect, request, session
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.routing import BaseConverter
from werkzeug.urls import iri_to_uri

from core import bodies, markdown
from core.access import Audience, open_to
from core.db import READING_METHODS
from core.languages import LANGUAGES, language, localised, with_article

bp = Blueprint("core", __name__)

# What no keyboard writes, HTML has no place for and PostgreSQL refuses; tab and line ends stay.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class SlugConverter(BaseConverter):
    """The name of an organisation or event in an address."""

    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class Application(Flask):
    """Flask, which would look at each hook and view of each request for one that is ``async``."""

    request_class = bodies.Sent

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function as it is: a test holds all of ours to be plain ones."""
        return func


def same_site_path(address: str | None, fallback: str = "/") -> str:
    """Return ``address`` if it is a path on this site, else ``fallback``.

    Browsers read a backslash as a slash and skip control characters, so both are refused.
    """
    if not address or not address.startswith("/") or address.startswith("//"):
        return fallback
    if "\\" in address or any(ord(c) < 33 for c in address):
        return fallback
    parts = urlsplit(address)
    return fallback if parts.scheme or parts.netloc else address


@bp.post("/language")
@open_to(Audience.PUBLIC)
def set_language() -> ResponseReturnValue:
    """Show this device's pages in another language."""
    wanted = request.form.get("language", "")
    if wanted in LANGUAGES:
        session["language"] = wanted
    return redirect(same_site_path(request.form.get("next")))


def without_controls(fields: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    """Return what was typed without the characters nobody typed."""
    return ImmutableMultiDict(
        (CONTROLS.sub("", name), CONTROLS.sub("", text)) for name, text in fields.items(multi=True)
    )


def tidy_request() -> None:
    """Wait for all of a request, then take control characters out before anybody reads it.

    On SQLite whoever may write keeps all others from writing. So nobody is looked up before
    everything is here: a slow line would hold up the whole house.
    """
    if request.query_string:
        request.args = without_controls(request.args)
    if request.method in READING_METHODS:
        return
    bodies.wait()
    request.form = without_controls(request.form)


def init_app(app: Flask) -> None:
    """Register the shared views and the template context."""
    app.before_request_funcs.setdefault(None, []).insert(0, bodies.limit)
    app.before_request(tidy_request)
    app.url_map.converters["slug"] = SlugConverter
    app.register_blueprint(bp)
    app.jinja_env.filters["localised"] = localised
    app.jinja_env.filters["with_article"] = with_article
    app.jinja_env.filters["markdown"] = markdown.render
    app.jinja_env.filters["as_address"] = iri_to_uri

    @app.context_processor
    def shared() -> dict[str, object]:
        return {
            "locale": language(),
            "product_name": "Tillid",
            "languages": LANGUAGES,
            "tabs": [],  # filled, like navigation, by the room that knows all pages
            "navigation": (),
        }

    @app.after_request
    def vary(response: Response) -> Response:
        # A 5xx page speaks both, and to know somebody's language may need the database.
        if response.status_code < 500 and response.mimetype == "text/html":
            response.headers.setdefault("Content-Language", language())
        return response
