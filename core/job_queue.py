"""The queue that tells workers which job is next. It carries ids only, and may lose them."""

import hashlib
import logging
import threading
import uuid
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol

from flask import current_app
from sqlalchemy.engine import make_url

from core.settings import Environment, Settings, current_settings

if TYPE_CHECKING:
    from huey.api import Huey

logger = logging.getLogger(__name__)
_lock = threading.Lock()


class Queue(Protocol):
    def put(self, job_id: uuid.UUID, priority: int) -> None:
        """Hand one job to the workers."""

    def size(self) -> int:
        """Return how many ids wait; raises when the queue cannot be reached."""


class NoQueue:
    """The null twin, for tests: jobs stay in the database until ``jobs.run_all`` runs them."""

    def put(self, job_id: uuid.UUID, priority: int) -> None:
        """Do nothing."""

    def size(self) -> int:
        """Return 0."""
        return 0


class HueyQueue:
    """huey on SQLite, Valkey or PostgreSQL. A worker sets ``perform`` before it starts."""

    def __init__(self, settings: Settings) -> None:
        self.huey = _open(settings)
        self.perform: Callable[[uuid.UUID], object] | None = None
        self._run_job = self.huey.task(name="run_job")(self._run)

    def _run(self, job_id: str) -> None:
        if self.perform is not None:
            self.perform(uuid.UUID(job_id))

    def put(self, job_id: uuid.UUID, priority: int) -> None:
        """Hand one job to the workers."""
        self.huey.enqueue(self._run_job.s(str(job_id), priority=priority))

    def size(self) -> int:
        """Return how many ids wait; raises when the queue cannot be reached."""
        return int(self.huey.pending_count())


def _open(settings: Settings) -> "Huey":
    """Open the queue that ``queue_url`` names."""
    from huey import api  # noqa: PLC0415 -- the web process needs huey only once something is queued
    from huey.serializer import SignedSerializer  # noqa: PLC0415 -- likewise

    key = hashlib.sha256(b"tillid queue " + settings.secret().encode()).hexdigest()
    options: dict[str, Any] = {"results": False, "serializer": SignedSerializer(secret=key)}
    kind = settings.queue_url.partition(":")[0].partition("+")[0]
    if kind == "sqlite":
        path = make_url(settings.queue_url).database
        return api.SqliteHuey("tillid", filename=path, timeout=30, **options)
    if kind in ("redis", "rediss", "valkey"):
        url = settings.queue_url.replace("valkey://", "redis://")
        return api.PriorityRedisHuey("tillid", url=url, **options)
    if kind in ("postgresql", "postgres"):
        dsn = make_url(settings.queue_url).set(drivername="postgresql")
        dsn_text = dsn.render_as_string(hide_password=False)
        return api.PostgresHuey("tillid", dsn=dsn_text, **options)
    raise ValueError("TILLID_QUEUE_URL must start with sqlite://, redis:// or postgresql://")


def queue() -> Queue:
    """Return this process's queue, opened on first use so that no connection crosses a fork."""
    with _lock:
        if "job_queue" not in current_app.extensions:
            settings = current_settings()
            testing = settings.environment is Environment.TESTING
            current_app.extensions["job_queue"] = NoQueue() if testing else HueyQueue(settings)
    opened: Queue = current_app.extensions["job_queue"]
    return opened


def send(jobs: Iterable[tuple[uuid.UUID, int]]) -> None:
    """Hand jobs, given with their priority, to the workers.

    A queue that cannot be reached is logged and otherwise ignored: the rows are committed, and the
    sweeper sends them again.
    """
    try:
        for job_id, priority in jobs:
            queue().put(job_id, priority)
    except Exception as error:  # each kind of queue has errors of its own; none may fail the page
        logger.warning("The queue cannot be reached: %s", type(error).__name__)
