"""What jobs there are: the functions that do them, how often they are tried, and the daily ones."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import update

from core.db import db, utcnow
from core.enums import JobState
from core.models import Job


class GiveUp(Exception):
    """Raised by a job that would fail the same way however often it is tried."""


class LeaseLost(Exception):
    """Another worker has this job by now; what this one did since its last commit is undone."""


@dataclass(frozen=True)
class Task:
    """One attempt at a job, as the function that does it sees it."""

    job_id: uuid.UUID
    kind: str
    subject_id: uuid.UUID | None
    arguments: dict[str, Any]
    attempt: int
    attempts: int

    @property
    def is_last_attempt(self) -> bool:
        """Say whether a failure now is final."""
        return self.attempt >= self.attempts

    def progress(self, done: int, total: int) -> None:
        """Commit what has been written so far, together with how far the job has come.

        Raises LeaseLost where another worker has taken over.
        """
        self.update(done=done, total=total, heartbeat_at=utcnow())
        db.session.commit()

    def update(self, **values: Any) -> None:
        """Write to the job's row, if it is still ours; raises LeaseLost if not."""
        mine = (Job.id == self.job_id, Job.state == JobState.RUNNING, Job.attempts == self.attempt)
        found = db.session.scalar(update(Job).where(*mine).values(**values).returning(Job.id))
        if found is None:
            raise LeaseLost(self.kind)


Function = Callable[[Task], None]
FailureHook = Callable[[Task, str], None]
Tick = Callable[[], None]


@dataclass(frozen=True)
class Handler:
    kind: str
    function: Function
    attempts: int = 5
    priority: int = 0
    on_failure: FailureHook | None = None


@dataclass
class Registry:
    handlers: dict[str, Handler] = field(default_factory=dict)
    daily: dict[str, int] = field(default_factory=dict)
    ticks: dict[Tick, float] = field(default_factory=dict)


registry = Registry()


def job(
    kind: str, *, attempts: int = 5, priority: int = 0, on_failure: FailureHook | None = None
) -> Callable[[Function], Function]:
    """Make a function the one that does jobs of ``kind``. Its effects must be idempotent.

    It runs in an app context with a session of its own and may commit; what it leaves uncommitted
    is committed together with the job's end. ``on_failure`` is told when the last attempt failed.
    """

    def register(function: Function) -> Function:
        known = registry.handlers.get(kind)
        if known and known.function.__qualname__ != function.__qualname__:
            raise ValueError(f"two functions for jobs of kind {kind}")
        registry.handlers[kind] = Handler(kind, function, attempts, priority, on_failure)
        return function

    return register


def daily(*, hour: int) -> Callable[[Function], Function]:
    """Have a job done once a day, from ``hour`` o'clock local time, on one worker only.

    Stands above ``job``. A day's run that was missed is made up for later that day.
    """

    def register(function: Function) -> Function:
        kinds = [h.kind for h in registry.handlers.values() if h.function is function]
        registry.daily.update(dict.fromkeys(kinds, hour))
        return function

    return register


def every(*, seconds: float) -> Callable[[Tick], Tick]:
    """Have a function called again and again by the worker of every node, in an app context."""

    def register(tick: Tick) -> Tick:
        registry.ticks[tick] = seconds
        return tick

    return register
