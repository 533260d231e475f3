"""Doing jobs: claim, run, finish or try again later; and the sweeper that forgets none."""

import logging
import traceback
import uuid
from datetime import timedelta

from flask import current_app
from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from core import job_queue
from core.db import db, insert_into, table_of, utcnow
from core.enums import JobState
from core.errors import DomainError
from core.formats import DEFAULT_ZONE
from core.job_registry import GiveUp, Handler, LeaseLost, Task, registry
from core.models import Job
from core.settings import current_settings

logger = logging.getLogger(__name__)

LONGEST_PAUSE = timedelta(hours=4)
# Whoever sends a job says that it is due; this worker's clock may be a little behind theirs.
CLOCKS_DIFFER = timedelta(seconds=5)
LONGEST_ERROR = 1000
STOPPED = "The worker stopped while it was doing this."
NAMESPACE = uuid.UUID("6f0f4f0e-6a52-4a0b-9d1c-1f6f2d5b7a11")

_held: dict[uuid.UUID, Task] = {}
_planned: set[uuid.UUID] = set()


def perform(job_id: uuid.UUID) -> Exception | None:
    """Do one job if it is due and nobody else has it; return what went wrong, if anything did."""
    with current_app.app_context():
        task = _claim(job_id)
        if task is None:
            return None
        _held[job_id] = task
        try:
            return _attempt(task)
        finally:
            _held.pop(job_id, None)


def _claim(job_id: uuid.UUID) -> Task | None:
    """Take a queued job for this worker. Compare-and-set: of several workers, one succeeds."""
    now = utcnow()
    row = db.session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state == JobState.QUEUED)
        .where(Job.run_after <= now + CLOCKS_DIFFER)
        .values(state=JobState.RUNNING, attempts=Job.attempts + 1, heartbeat_at=now)
        .returning(Job.kind, Job.subject_id, Job.arguments, Job.attempts)
    ).one_or_none()
    db.session.commit()
    if row is None:
        return None
    return Task(job_id, row.kind, row.subject_id, row.arguments, row.attempts, _tries(row.kind))


def _tries(kind: str) -> int:
    handler = registry.handlers.get(kind)
    return handler.attempts if handler else 1


def _attempt(task: Task) -> Exception | None:
    try:
        _handler(task.kind).function(task)
        over = {"state": JobState.DONE, "finished_at": utcnow(), "error": None}
        task.update(**over)
        db.session.commit()
    except LeaseLost:
        db.session.rollback()
        logger.warning("job %s was taken over by another worker", task.kind)
    except Exception as error:  # whatever a job raises is kept in its row, readable for people
        db.session.rollback()
        where = "".join(traceback.format_tb(error.__traceback__))  # the message may hold names
        logger.warning("job %s failed: %s\n%s", task.kind, type(error).__name__, where)
        _put_back(task, error)
        return error
    return None


def _handler(kind: str) -> Handler:
    if kind not in registry.handlers:
        raise GiveUp(f"No function does jobs of kind {kind}.")
    return registry.handlers[kind]


def _put_back(task: Task, error: Exception) -> None:
    """Queue a failed job again, later each time, or keep it as failed when it was the last try."""
    text = error.message if isinstance(error, DomainError) else str(error)
    readable = f"{type(error).__name__}: {text}"[:LONGEST_ERROR]
    try:
        if task.is_last_attempt or isinstance(error, GiveUp):
            _fail(task, readable)
        else:
            later = utcnow() + _pause(task.attempt)
            again = {"state": JobState.QUEUED, "run_after": later, "heartbeat_at": None}
            task.update(**again, error=readable)
        db.session.commit()
    except LeaseLost:
        db.session.rollback()


def _pause(attempt: int) -> timedelta:
    seconds = current_settings().job_retry_seconds * 2 ** (attempt - 1)
    return min(timedelta(seconds=seconds), LONGEST_PAUSE)


def _fail(task: Task, readable: str) -> None:
    task.update(state=JobState.FAILED, finished_at=utcnow(), error=readable)
    handler = registry.handlers.get(task.kind)
    if handler and handler.on_failure:
        handler.on_failure(task, readable)


def next_due() -> uuid.UUID | None:
    """Return a job whose time has come, oldest first."""
    return db.session.scalar(
        select(Job.id)
        .where(Job.state == JobState.QUEUED, Job.run_after <= utcnow())
        .order_by(Job.run_after, Job.created_at, Job.id)
        .limit(1)
    )


def beat() -> None:
    """Show that this worker is still at its jobs, also during work that reports no progress."""
    for task in list(_held.values()):
        try:
            task.update(heartbeat_at=utcnow())
            db.session.commit()
        except LeaseLost:
            db.session.rollback()
        except SQLAlchemyError as error:
            db.session.rollback()
            logger.warning("no heartbeat for job %s: %s", task.kind, type(error).__name__)


def hand_back() -> None:
    """Give jobs that this worker could not finish in time to the next one, without a wait."""
    for task in list(_held.values()):
        try:
            task.update(state=JobState.QUEUED, heartbeat_at=None)
            db.session.commit()
        except LeaseLost:
            db.session.rollback()


def sweep() -> None:
    """Find what was lost, and what is due by now, and send it to the workers."""
    _plan_daily()
    _recover_stale()
    _send_due()


def _recover_stale() -> None:
    """Take jobs from workers that have shown no life, and queue or fail them."""
    silent = utcnow() - timedelta(seconds=current_settings().job_stale_seconds)
    stale = select(Job).where(Job.state == JobState.RUNNING, Job.heartbeat_at < silent)
    for job in db.session.scalars(stale.order_by(Job.heartbeat_at, Job.id)).all():
        tries = _tries(job.kind)
        task = Task(job.id, job.kind, job.subject_id, job.arguments, job.attempts, tries)
        logger.warning("job %s was left behind at attempt %s", task.kind, task.attempt)
        try:
            if task.is_last_attempt:
                _fail(task, STOPPED)
            else:
                task.update(state=JobState.QUEUED, heartbeat_at=None, error=STOPPED)
        except LeaseLost:
            continue  # another sweeper was quicker
    db.session.commit()


def _send_due() -> None:
    """Send queued jobs that never were sent, and all due ones again when the queue has run dry."""
    now = utcnow()
    silent = now - timedelta(seconds=current_settings().job_stale_seconds)
    unsent: list[ColumnElement[bool]] = [Job.heartbeat_at.is_(None)]
    if job_queue.queue().size() == 0:
        unsent.append(Job.heartbeat_at < silent)
    due = (Job.state == JobState.QUEUED, Job.run_after <= now, or_(*unsent))
    if db.session.scalar(select(Job.id).where(*due).limit(1)) is None:
        db.session.rollback()
        return
    sent = db.session.execute(
        update(Job).where(*due).values(heartbeat_at=now).returning(Job.id, Job.kind)
    ).all()
    db.session.commit()
    handlers = registry.handlers
    job_queue.send((i, handlers[k].priority if k in handlers else 0) for i, k in sent)


def _plan_daily() -> None:
    """Queue today's jobs. Their id is made of kind and day, so two schedulers plan each once."""
    now = utcnow()
    today = now.astimezone(DEFAULT_ZONE)
    for kind, hour in registry.daily.items():
        job_id = uuid.uuid5(NAMESPACE, f"{kind} {today.date()}")
        if today.hour < hour or job_id in _planned:
            continue
        values = {"id": job_id, "kind": kind, "run_after": now, "created_at": now}
        db.session.execute(insert_into(table_of(Job)).values(**values).on_conflict_do_nothing())
        db.session.commit()
        _planned.add(job_id)
