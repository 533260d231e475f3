"""Is the site alive (/healthz), and can it do its work? /readyz for machines, /status for people.

Rooms may add checks. No page here needs the database, nor anybody to be signed in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from flask import Blueprint, Flask, current_app, jsonify
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, force_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import text

from core import job_queue, storage
from core.access import Audience, open_to
from core.db import db
from core.languages import LANGUAGES

bp = Blueprint("health", __name__)

Run = Callable[[], object]
Words: TypeAlias = "str | LazyString"


@dataclass(frozen=True)
class Check:
    """A part of the house: what it is called, what it means when it fails, and how to tell.

    ``run`` raises when the part cannot do its work.
    """

    run: Run
    label: Words
    trouble: Words


def add_check(app: Flask, name: str, run: Run, *, label: Words = "", trouble: Words = "") -> None:
    """Have /readyz and /status call ``run``, which raises when its part cannot do its work."""
    check = Check(run, label or name, trouble)
    app.extensions.setdefault("health_checks", {})[name] = check


@bp.get("/healthz")
@open_to(Audience.PUBLIC)
def show_health() -> ResponseReturnValue:
    """Answer as soon as the process does."""
    return jsonify(status="ok")


@bp.get("/readyz")
@open_to(Audience.PUBLIC)
def show_readiness() -> ResponseReturnValue:
    """Say of each part whether it works; 503 when one does not."""
    results = _results()
    ready = all(result == "ok" for result in results.values())
    answer = jsonify(status="ok" if ready else "failed", checks=results)
    answer.status_code = 200 if ready else 503
    if not ready:
        answer.headers["Retry-After"] = "10"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/status")
@open_to(Audience.PUBLIC)
def show_status() -> ResponseReturnValue:
    """Say the same in words, in every language at once, also while the database is away."""
    templates = current_app.jinja_env
    results, words = _results(), templates.get_template("core/_status_parts.html").module
    parts = [(check, results[name] == "ok") for name, check in _checks().items()]
    works = all(is_well for _, is_well in parts)
    said = {}
    for level, locale in enumerate(LANGUAGES, 1):
        with force_locale(locale):
            said[locale] = words.parts(parts, works, level)  # type: ignore[attr-defined]  # a macro
    db.session.remove()
    page = templates.get_template("core/status.html").render(said=said, works=works)
    return page, 200, {"Cache-Control": "no-store"}


def _checks() -> dict[str, Check]:
    checks: dict[str, Check] = current_app.extensions["health_checks"]
    return checks


def _results() -> dict[str, str]:
    return {name: _result(name, check.run) for name, check in _checks().items()}


def _result(name: str, check: Run) -> str:
    try:
        check()
    except Exception as error:  # whatever is wrong with a part, the page must say so
        current_app.logger.warning("%s is not ready: %s", name, type(error).__name__)
        db.session.rollback()
        return "failed"
    return "ok"


def _check_database() -> None:
    db.session.execute(text("SELECT 1"))


def _check_queue() -> None:
    job_queue.queue().size()


def init_app(app: Flask) -> None:
    """Register the two pages and the checks of the foundations."""
    app.register_blueprint(bp)
    add_check(
        app,
        "database",
        _check_database,
        label=_l("Pages and sign-in"),
        trouble=_l("The database does not answer. Nothing that was saved is lost."),
    )
    add_check(
        app,
        "storage",
        storage.check,
        label=_l("Pictures and files"),
        trouble=_l("Pictures cannot be fetched or saved right now."),
    )
    add_check(
        app,
        "queue",
        _check_queue,
        label=_l("Work in the background"),
        trouble=_l("Mails and pictures wait until it works again."),
    )
