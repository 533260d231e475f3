"""Is the site alive (/healthz), and can it do its work (/readyz)? Rooms may add checks."""

from collections.abc import Callable

from flask import Blueprint, Flask, current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from core import job_queue, storage
from core.access import Audience, open_to
from core.db import db

bp = Blueprint("health", __name__)

Check = Callable[[], object]


def add_check(app: Flask, name: str, check: Check) -> None:
    """Have /readyz call ``check``, which raises when its part of the house cannot do its work."""
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
    checks: dict[str, Check] = current_app.extensions["health_checks"]
    results = {name: _result(name, check) for name, check in checks.items()}
    ready = all(result == "ok" for result in results.values())
    answer = jsonify(status="ok" if ready else "failed", checks=results)
    answer.status_code = 200 if ready else 503
    if not ready:
        answer.headers["Retry-After"] = "10"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _result(name: str, check: Check) -> str:
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
    add_check(app, "database", _check_database)
    add_check(app, "storage", storage.check)
    add_check(app, "queue", _check_queue)
