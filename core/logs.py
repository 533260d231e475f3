"""What the application writes about itself: no addresses, no names, no query strings."""

import logging
import time
import traceback
import uuid
from types import TracebackType
from typing import Any

import structlog
from flask import Flask, Response, g, request

from core.settings import Environment, Settings

SLOW_SECONDS = 1.0
Triple = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

log = structlog.get_logger()


def configure(settings: Settings) -> None:
    """Send all logging through one format: JSON in production, plain lines elsewhere."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last = (
        structlog.processors.JSONRenderer()
        if settings.is_production
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler()
    cleaned = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[cleaned, last])
    )
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.WARNING)
    logging.getLogger("huey").setLevel(logging.ERROR)


def init_app(app: Flask) -> None:
    """Give each request an id, and write down what went wrong or took long."""
    settings: Settings = app.extensions["settings"]
    if settings.environment is not Environment.TESTING:
        configure(settings)

    @app.before_request
    def start() -> None:
        g.request_id = uuid.uuid4().hex
        g.started = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def note_slow(response: Response) -> Response:
        if "request_id" not in g:
            return response
        response.headers["X-Request-ID"] = g.request_id
        seconds = time.perf_counter() - g.started
        if seconds > SLOW_SECONDS:
            log.warning("slow answer", page=_page(), seconds=round(seconds, 2))
        return response

    # Flask's own writes the path, which may hold a one-time token.
    app.log_exception = _log_exception  # type: ignore[method-assign, assignment]


def _page() -> str:
    """Return the pattern of the address: the address itself may hold a one-time token."""
    return f"{request.method} {request.url_rule.rule if request.url_rule else 'unknown'}"


def _log_exception(error: Triple) -> None:
    """Write where an unexpected error happened, not its message, which may hold what was typed."""
    kind, _value, where = error
    name = kind.__name__ if kind else "Error"
    log.error("unexpected error", page=_page(), error=name, where=traceback.format_tb(where))
