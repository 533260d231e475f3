"""Jobs are done after the commit, once in effect, and none is forgotten."""

import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from time_machine import travel

from core import job_running, jobs
from core.db import db, utcnow
from core.enums import JobState
from core.job_registry import Registry, registry
from core.models import Job, OutgoingMail
from core.settings import current_settings
from tests.queries import count_queries


@pytest.fixture(autouse=True)
def _own_jobs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a test register jobs of its own."""
    fresh = Registry(handlers=dict(registry.handlers))
    for name in ("handlers", "daily", "ticks"):
        monkeypatch.setattr(registry, name, getattr(fresh, name))
    job_running._planned.clear()
    yield
    job_running._planned.clear()


class FakeQueue:
    """A queue that remembers what it was given."""

    def __init__(self, waiting: int = 0) -> None:
        self.sent: list[uuid.UUID] = []
        self.waiting = waiting

    def put(self, job_id: uuid.UUID, priority: int) -> None:
        self.sent.append(job_id)

    def size(self) -> int:
        return self.waiting


@pytest.fixture
def queue(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FakeQueue:
    fake = FakeQueue()
    monkeypatch.setitem(app.extensions, "job_queue", fake)
    return fake


def write_mail(to: str = "freja@example.dk") -> None:
    """Have an effect that can be counted."""
    db.session.add(OutgoingMail(recipient=to, subject="", body="", locale="da"))


def mails() -> int:
    return db.session.scalar(select(func.count()).select_from(OutgoingMail)) or 0


def only_job() -> Job:
    db.session.rollback()
    return db.session.scalars(select(Job)).one()


def test_a_job_is_done_with_its_ids_and_its_progress(app: Flask) -> None:
    seen: list[jobs.Task] = []

    @jobs.job("count")
    def count(task: jobs.Task) -> None:
        seen.append(task)
        task.progress(2, 5)

    subject, other = uuid.uuid4(), uuid.uuid4()
    jobs.enqueue("count", subject_id=subject, other_id=other, number=3)
    db.session.commit()
    assert jobs.run_all() == 1
    assert (seen[0].subject_id, seen[0].arguments) == (
        subject,
        {"other_id": str(other), "number": 3},
    )
    done = jobs.latest("count", subject)
    assert done is not None
    assert (done.state, done.done, done.total, done.attempts) == (JobState.DONE, 2, 5, 1)
    assert (done.is_over, done.finished_at is not None) == (True, True)


def test_a_job_of_a_rolled_back_transaction_is_never_done(app: Flask, queue: FakeQueue) -> None:
    jobs.enqueue("send_mail")
    db.session.flush()
    db.session.rollback()
    db.session.commit()
    assert (jobs.run_all(), queue.sent) == (0, [])


def test_the_queue_hears_of_a_job_after_the_commit_only(app: Flask, queue: FakeQueue) -> None:
    with db.session.begin_nested():
        job = jobs.enqueue("send_mail")
    assert queue.sent == []
    db.session.commit()
    assert queue.sent == [job.id]


def test_a_queue_out_of_reach_fails_no_page_and_loses_nothing(
    app: Flask, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(job_id: uuid.UUID, priority: int) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(queue, "put", refuse)
        job = jobs.enqueue("send_mail")
        db.session.commit()
    job.heartbeat_at = utcnow() - timedelta(seconds=61)
    db.session.commit()
    job_running.sweep()
    assert queue.sent == [job.id]


def test_a_failing_job_is_tried_again_later_and_then_kept_with_its_reason(app: Flask) -> None:
    told: list[str] = []

    @jobs.job("break", attempts=2, on_failure=lambda task, error: told.append(error))
    def break_(task: jobs.Task) -> None:
        write_mail()
        db.session.flush()
        raise ValueError("no such picture")

    jobs.enqueue("break")
    db.session.commit()
    with pytest.raises(ValueError, match="no such picture"):
        jobs.run_all()
    job = only_job()
    assert (job.state, job.error) == (JobState.QUEUED, "ValueError: no such picture")
    pause = (job.run_after - utcnow()).total_seconds()
    assert 0 < pause <= current_settings().job_retry_seconds
    job.run_after = utcnow()
    db.session.commit()
    jobs.run_all(tolerate_failures=True)
    assert (only_job().state, only_job().attempts) == (JobState.FAILED, 2)
    assert told == ["ValueError: no such picture"]
    assert mails() == 0


def test_giving_up_ends_the_tries(app: Flask) -> None:
    @jobs.job("hopeless", attempts=5)
    def hopeless(task: jobs.Task) -> None:
        raise jobs.GiveUp("The picture is damaged")

    jobs.enqueue("hopeless")
    db.session.commit()
    jobs.run_all(tolerate_failures=True)
    assert (only_job().state, only_job().attempts) == (JobState.FAILED, 1)


def test_a_job_nobody_can_do_is_kept_as_failed(app: Flask) -> None:
    jobs.enqueue("misspelt")
    db.session.commit()
    jobs.run_all(tolerate_failures=True)
    assert only_job().error == "GiveUp: No function does jobs of kind misspelt."


def test_the_pause_grows_up_to_a_limit(app: Flask) -> None:
    pauses = [job_running._pause(attempt).total_seconds() for attempt in (1, 2, 3, 20)]
    assert pauses == [30, 60, 120, 4 * 60 * 60]


def test_of_many_workers_one_does_the_job(app: Flask) -> None:
    @jobs.job("once")
    def once(task: jobs.Task) -> None:
        write_mail()

    job_id = jobs.enqueue("once").id
    db.session.commit()

    def work() -> None:
        with app.app_context():
            job_running.perform(job_id)

    in_parallel([work] * 6)
    assert (mails(), only_job().attempts) == (1, 1)


def in_parallel(functions: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_worker_that_lost_its_job_has_no_effect(app: Flask) -> None:
    @jobs.job("slow")
    def slow(task: jobs.Task) -> None:
        if task.attempt == 1:  # another worker takes over meanwhile
            stolen = {"state": JobState.QUEUED, "heartbeat_at": None}
            db.session.execute(update(Job).values(**stolen))
            db.session.commit()
            assert job_running.perform(task.job_id) is None
        write_mail()

    jobs.enqueue("slow")
    db.session.commit()
    jobs.run_all()
    assert (mails(), only_job().state, only_job().attempts) == (1, JobState.DONE, 2)


def test_progress_stops_a_worker_that_lost_its_job(app: Flask) -> None:
    task = jobs.Task(uuid.uuid4(), "slow", None, {}, 1, 5)
    with pytest.raises(jobs.LeaseLost):
        task.progress(1, 2)


@pytest.mark.parametrize(
    ("attempts", "state"), [(1, JobState.QUEUED), (10, JobState.FAILED)], ids=["again", "enough"]
)
def test_a_job_left_behind_is_found(
    app: Flask, queue: FakeQueue, attempts: int, state: JobState
) -> None:
    silent, fresh = utcnow() - timedelta(seconds=61), utcnow()
    for heartbeat in (silent, fresh):
        job = jobs.enqueue("send_mail", subject_id=uuid.uuid4())
        job.state, job.attempts, job.heartbeat_at = JobState.RUNNING, attempts, heartbeat
        db.session.commit()
    queue.sent.clear()
    job_running.sweep()
    found = select(Job.state).order_by(Job.created_at)
    assert db.session.scalars(found).all() == [state, JobState.RUNNING]
    assert len(queue.sent) == (1 if state is JobState.QUEUED else 0)


def test_a_job_for_later_waits(app: Flask, queue: FakeQueue) -> None:
    job = jobs.enqueue("send_mail", run_after=utcnow() + timedelta(hours=1))
    db.session.commit()
    job_running.sweep()
    assert (jobs.run_all(), queue.sent) == (0, [])
    job.run_after = utcnow()
    db.session.commit()
    job_running.sweep()
    job_running.sweep()
    assert queue.sent == [job.id]


def test_a_long_queue_is_not_made_longer(app: Flask, queue: FakeQueue) -> None:
    job = jobs.enqueue("send_mail")
    job.heartbeat_at = utcnow() - timedelta(hours=1)
    db.session.commit()
    queue.sent.clear()
    queue.waiting = 3
    job_running.sweep()
    assert queue.sent == []


@travel("2026-11-20 12:00:00Z")
def test_a_daily_job_is_planned_once_whoever_plans_it(app: Flask) -> None:
    @jobs.daily(hour=0)
    @jobs.job("tidy")
    def tidy(task: jobs.Task) -> None:
        write_mail()

    for _scheduler in range(3):
        job_running._planned.clear()  # as in another process
        job_running.sweep()
    assert jobs.run_all() == 1
    job_running._planned.clear()
    job_running.sweep()
    assert (jobs.run_all(), mails()) == (0, 1)


def test_a_heartbeat_shows_life_and_handing_back_frees_the_job(app: Flask) -> None:
    @jobs.job("long")
    def long(task: jobs.Task) -> None:
        db.session.execute(update(Job).values(heartbeat_at=utcnow() - timedelta(hours=1)))
        db.session.commit()
        job_running.beat()
        beaten = db.session.scalar(select(Job.heartbeat_at))
        assert beaten is not None
        assert beaten > utcnow() - timedelta(minutes=1)
        job_running.hand_back()
        write_mail()

    job_id = jobs.enqueue("long").id
    db.session.commit()
    job_running.perform(job_id)
    assert (only_job().state, mails()) == (JobState.QUEUED, 0)


def test_the_newest_jobs_of_many_things_take_one_query(app: Flask) -> None:
    things = [uuid.uuid4() for _ in range(3)]
    for thing in things:
        jobs.enqueue("make", subject_id=thing).created_at = utcnow() - timedelta(hours=1)
        jobs.enqueue("make", subject_id=thing, newest=1)
        jobs.enqueue("other", subject_id=thing)
    db.session.commit()
    with count_queries() as queries:
        newest = jobs.latest_for("make", things)
    assert [newest[thing].arguments for thing in things] == [{"newest": 1}] * 3
    assert len([q for q in queries if q.startswith("SELECT")]) == 1, queries
