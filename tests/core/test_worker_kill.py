"""A worker that is killed without warning loses no job and repeats no effect."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from core import jobs, mail
from core.db import db
from core.enums import JobState, MailState
from core.models import Job, OutgoingMail
from core.settings import Environment, Settings
from tests.services import PATIENCE, Mailbox, stop

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
STEPS = 20  # as many as tests/core/killed_worker.py takes
QUICK = {"job_stale_seconds": 2.5, "job_sweep_seconds": 0.3, "job_retry_seconds": 0.2}


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """A site whose worker gives up quickly on those that fell silent."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    app = make_app(url, environment=Environment.DEVELOPMENT, **QUICK)
    with app.app_context():
        db.create_all()
        db.session.execute(text("CREATE TABLE step (number integer)"))
        db.session.execute(text("CREATE TABLE height (steps integer)"))
        db.session.execute(text("INSERT INTO height VALUES (0)"))
        db.session.commit()
        yield app


@contextmanager
def worker(settings: Settings, **more: str) -> "Iterator[subprocess.Popen[bytes]]":
    """Run a worker of the site as a process of its own."""
    environment = {
        **os.environ,
        "TILLID_DATA": str(settings.data),
        "TILLID_DATABASE_URL": settings.database_url,
        "TILLID_SECRET_KEY": settings.secret_key,
        "TILLID_BASE_URL": settings.base_url,
        **{f"TILLID_{name.upper()}": str(value) for name, value in QUICK.items()},
        **more,
    }
    command = [sys.executable, "-m", "flask", "--app", "tests.core.killed_worker", "worker"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        stop(process)


def wait_until(true: Callable[[], Any], seconds: float = PATIENCE) -> None:
    """Return once something is true of the database."""
    deadline = time.monotonic() + seconds
    while True:
        db.session.rollback()
        found = true()
        db.session.rollback()
        if found:
            return
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.03)


def state() -> JobState:
    return db.session.scalars(select(Job.state).where(Job.kind == "climb")).one()


def height() -> int:
    return int(db.session.scalar(text("SELECT steps FROM height")) or 0)


def test_a_killed_worker_is_replaced_and_every_step_is_taken_once(site: Flask) -> None:
    settings: Settings = site.extensions["settings"]
    jobs.enqueue("climb")
    db.session.commit()
    with worker(settings, HANG_AFTER="5") as first:
        wait_until(lambda: height() >= 5)
        first.send_signal(signal.SIGKILL)
        first.wait()
    with worker(settings):
        wait_until(lambda: state() is JobState.DONE)
    job = db.session.scalars(select(Job).where(Job.kind == "climb")).one()
    taken = db.session.scalars(text("SELECT number FROM step ORDER BY number")).all()
    assert (height(), list(taken)) == (STEPS, list(range(1, STEPS + 1)))
    assert (job.attempts >= 2, job.done, job.error) == (True, STEPS, None)


def test_a_job_whose_message_was_lost_is_done_all_the_same(site: Flask) -> None:
    jobs.enqueue("climb")
    db.session.commit()
    settings: Settings = site.extensions["settings"]
    (settings.data / "queue.db").unlink()  # as if the process had died between commit and send
    for rest in settings.data.glob("queue.db-*"):
        rest.unlink(missing_ok=True)  # SQLite takes them away itself, at any moment
    with worker(settings):
        wait_until(lambda: state() is JobState.DONE)
    assert height() == STEPS


def test_a_worker_told_to_stop_ends_what_it_is_doing(site: Flask) -> None:
    jobs.enqueue("climb")
    db.session.commit()
    with worker(site.extensions["settings"]) as process:
        wait_until(lambda: height() >= 2)
        process.terminate()
        assert process.wait(PATIENCE) == 0
    assert (state(), height()) == (JobState.DONE, STEPS)


def test_of_many_mails_none_is_lost_and_at_most_one_arrives_twice_per_kill(
    site: Flask, smtp_catcher: Mailbox
) -> None:
    number, kills = 40, 3
    addresses = [f"person{n}@example.dk" for n in range(number)]
    for address in addresses:
        mail.queue(to=address, subject="Hej", body="Hej", locale="da")
    db.session.commit()
    settings: Settings = site.extensions["settings"]
    one_at_a_time = {"TILLID_SMTP_URL": smtp_catcher.url, "TILLID_WORKER_THREADS": "1"}
    for kill in range(1, kills + 1):
        with worker(settings, **one_at_a_time) as process:
            wait_until(lambda enough=kill * 8: len(smtp_catcher.messages) >= enough)
            process.kill()
            process.wait()
    sent = select(func.count()).where(OutgoingMail.state == MailState.SENT)
    with worker(settings, **one_at_a_time):
        wait_until(lambda: db.session.scalar(sent) == number)
    arrived = Counter(str(m["To"]) for m in smtp_catcher.messages)
    assert sorted(arrived) == sorted(addresses)
    assert sum(arrived.values()) <= number + kills
    ids = {str(m["Message-ID"]) for m in smtp_catcher.messages}
    assert len(ids) == number  # a repeat says that it is one
