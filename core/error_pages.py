"""What people are shown when something cannot be done: always a page that says what to do now."""

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, IntegrityError, NoResultFound, OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import HTTPException

from core.db import READING_METHODS, db
from core.errors import DomainError, LinkGone
from core.storage import StorageUnavailable

ORDINARY = (400, 403, 404, 405, 410, 413, 429)
LOOKS_LIKE = {405: 404}  # somebody typed the address of a form
RETRY_SECONDS = "30"
# What PostgreSQL and SQLite call it when something is there already, or what it belongs to is gone.
OVERTAKEN = {"23505", "23503", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_FOREIGNKEY"}


def init_app(app: Flask) -> None:
    """Give every way a request can fail its page."""
    for code in ORDINARY:
        app.register_error_handler(code, _page)
    app.register_error_handler(500, _broken)
    app.register_error_handler(503, _away)
    app.register_error_handler(OperationalError, _away)
    app.register_error_handler(OverflowError, _beyond)
    app.register_error_handler(DataError, _beyond)
    app.register_error_handler(IntegrityError, _overtaken)
    app.register_error_handler(StaleDataError, _overtaken)
    app.register_error_handler(ObjectDeletedError, _overtaken)
    app.register_error_handler(NoResultFound, lambda _: _render(404))
    app.register_error_handler(CSRFError, lambda _: _render(400))
    app.register_error_handler(LinkGone, lambda error: _render(410, error))
    app.register_error_handler(DomainError, lambda error: _render(409, error))
    app.register_error_handler(StorageUnavailable, _out_of_reach)


def _page(error: HTTPException) -> ResponseReturnValue:
    page, code = _render(error.code or 500)
    # What the error itself wants said, such as how long to wait before trying again.
    extra = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    return page, code, extra


def _render(code: int, error: DomainError | None = None) -> tuple[str, int]:
    said = {"message": error.message} if error else {}
    return render_template(f"errors/{LOOKS_LIKE.get(code, code)}.html", **said), code


def _out_of_reach(error: StorageUnavailable) -> ResponseReturnValue:
    """Files are out of reach: what was asked for may well be there in a while."""
    return _render(409, error)[0], 503, {"Retry-After": RETRY_SECONDS, "Cache-Control": "no-store"}


def _broken(_: Exception) -> ResponseReturnValue:
    return _alone(500), 500


def _away(error: Exception) -> ResponseReturnValue:
    """The database is away, locked for too long, or has no room left: nothing was changed."""
    current_app.logger.error("cannot answer now: %s", getattr(error, "orig", error))
    return _alone(503), 503, {"Retry-After": RETRY_SECONDS, "Cache-Control": "no-store"}


def _overtaken(error: Exception) -> ResponseReturnValue:
    """Somebody did the same, or took away what it was about, at the very same moment."""
    if isinstance(error, IntegrityError):
        cause = error.orig
        code = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
        if code not in OVERTAKEN:
            raise error
    db.session.rollback()
    current_app.logger.warning("overtaken by another request: %s", type(error).__name__)
    return _render(409)


def _beyond(error: Exception) -> ResponseReturnValue:
    """Nothing is at an address with a number that no database can count to."""
    if request.method not in READING_METHODS:
        raise error
    db.session.rollback()
    return _render(404)


def _alone(code: int) -> str:
    """Return a page that needs nothing of the request: no session, database or translations."""
    db.session.remove()
    return current_app.jinja_env.get_template(f"errors/{code}.html").render()
