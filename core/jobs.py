"""Background work: put a job in line inside your transaction; a worker does it after the commit.

A job is a row and its queue message only an id, so a killed worker or a lost queue loses nothing.
On SQLite a job's transaction holds the write lock: commit before slow work, then write again.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from core import job_queue, job_running
from core.db import db, utcnow
from core.job_registry import GiveUp, LeaseLost, Task, daily, every, job, registry
from core.models import Job

__all__ = [
    "GiveUp",
    "LeaseLost",
    "Task",
    "daily",
    "enqueue",
    "every",
    "job",
    "latest",
    "latest_for",
    "run_all",
]

WAITING = "jobs waiting for the commit"


def enqueue(
    kind: str,
    *,
    subject_id: uuid.UUID | None = None,
    run_after: datetime | None = None,
    **ids: uuid.UUID | str | int,
) -> Job:
    """Add a job to the caller's transaction; workers hear of it once that is committed."""
    now = utcnow()
    due = run_after is None or run_after <= now
    new = Job(
        id=uuid.uuid4(),
        kind=kind,
        subject_id=subject_id,
        arguments={k: str(v) if isinstance(v, uuid.UUID) else v for k, v in ids.items()},
        run_after=run_after or now,
        heartbeat_at=now if due else None,
    )
    db.session.add(new)
    if due:
        handler = registry.handlers.get(kind)
        waiting = db.session().info.setdefault(WAITING, [])
        waiting.append((new.id, handler.priority if handler else 0))
    return new


@event.listens_for(db.session, "after_commit")
def _send_waiting(session: Session) -> None:
    """Tell the workers; not yet when only a savepoint was released."""
    if not session.in_nested_transaction():
        job_queue.send(session.info.pop(WAITING, []))


@event.listens_for(db.session, "after_soft_rollback")
def _forget_waiting(session: Session, _previous: Any) -> None:
    """Forget what a rolled back transaction wanted done."""
    if not session.in_nested_transaction():
        session.info.pop(WAITING, None)


def latest(kind: str, subject_id: uuid.UUID) -> Job | None:
    """Return the newest job of a kind about one thing."""
    return latest_for(kind, [subject_id]).get(subject_id)


def latest_for(kind: str, subject_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Job]:
    """Return the newest job of a kind about each of several things, in one query."""
    found = db.session.scalars(
        select(Job)
        .where(Job.kind == kind, Job.subject_id.in_(list(subject_ids)))
        .order_by(Job.created_at, Job.id)
    )
    return {job.subject_id: job for job in found if job.subject_id}


def run_all(*, tolerate_failures: bool = False) -> int:
    """Do every job that is due, here and now, and return how many attempts that took. For tests.

    Ends the caller's transaction first, so that what was not committed is not done. The first error
    is raised unless failures are tolerated.
    """
    attempts = 0
    while job_id := _next_due():
        error = job_running.perform(job_id)
        attempts += 1
        if error and not tolerate_failures:
            raise error
    return attempts


def _next_due() -> uuid.UUID | None:
    """Look without keeping a transaction open, which on SQLite would stop the job's own."""
    db.session.rollback()
    job_id = job_running.next_due()
    db.session.rollback()
    return job_id
