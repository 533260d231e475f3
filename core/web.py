"""What every page shares: error pages, the language switch, and the context of templates."""

from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import NoResultFound
from werkzeug.routing import BaseConverter

from core import markdown
from core.access import Audience, open_to
from core.errors import DomainError, LinkGone
from core.languages import LANGUAGES, language, localised

bp = Blueprint("core", __name__)

PAGES = (400, 403, 404, 410, 413, 429, 500, 503)


class SlugConverter(BaseConverter):
    """The name of an organisation or event in an address."""

    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*"


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


def _error_page(error: Exception) -> tuple[str, int]:
    code = getattr(error, "code", 500)
    return render_template(f"errors/{code}.html"), int(code or 500)


def init_app(app: Flask) -> None:
    """Register the shared views, error pages and template context."""
    app.url_map.converters["slug"] = SlugConverter
    app.register_blueprint(bp)
    app.jinja_env.filters["localised"] = localised
    app.jinja_env.filters["markdown"] = markdown.render
    for code in PAGES:
        app.register_error_handler(code, _error_page)

    @app.errorhandler(NoResultFound)
    def not_found(_: Exception) -> ResponseReturnValue:
        return render_template("errors/404.html"), 404

    @app.errorhandler(LinkGone)
    def gone(error: LinkGone) -> ResponseReturnValue:
        return render_template("errors/410.html", message=error.message), 410

    @app.errorhandler(DomainError)
    def rule_broken(error: DomainError) -> ResponseReturnValue:
        return render_template("errors/409.html", message=error.message), 409

    @app.errorhandler(CSRFError)
    def stale_form(_: CSRFError) -> ResponseReturnValue:
        return render_template("errors/400.html"), 400

    @app.context_processor
    def shared() -> dict[str, object]:
        return {
            "locale": language(),
            "product_name": "Tillid",
            "languages": LANGUAGES,
            "tabs": [],  # filled, like navigation, by the room that knows all pages
            "navigation": [],
        }

    @app.after_request
    def vary(response: Response) -> Response:
        response.headers.setdefault("Content-Language", language())
        return response
