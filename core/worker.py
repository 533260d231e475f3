"""The worker: does jobs, sweeps up lost ones and calls what rooms asked to have called."""

import contextlib
import gc
import logging
import threading
import uuid

import click
from flask import Flask
from flask.cli import ScriptInfo, pass_script_info

from core import job_queue, job_running, job_tidying
from core.db import db
from core.job_registry import Tick, registry
from core.settings import Settings

logger = logging.getLogger(__name__)

__all__ = ["init_app", "job_tidying", "work"]  # the jobs of the foundations come with the worker

GRACE_SECONDS = 25
QUICKEST_LOOK, SLOWEST_LOOK = 0.05, 0.5


def work(app: Flask) -> None:
    """Work until the process is told to stop; jobs that do not end in time are handed back."""
    settings: Settings = app.extensions["settings"]
    gc.freeze()  # what is loaded stays: a job that makes much need not look through it again
    queue = job_queue.HueyQueue(settings)
    app.extensions["job_queue"] = queue
    queue.perform = lambda job_id: _perform(app, job_id)
    stopped = threading.Event()
    threads = _start_ticks(app, settings, stopped)
    queue.huey.create_consumer(
        workers=settings.worker_threads,
        periodic=False,
        initial_delay=QUICKEST_LOOK,
        max_delay=SLOWEST_LOOK,
        backoff=1.3,
        shutdown_timeout=GRACE_SECONDS,
        graceful_signal="TERM",
    ).run()
    stopped.set()
    for thread in threads:
        thread.join(timeout=2)
    with app.app_context():
        job_running.hand_back()


def _start_ticks(
    app: Flask, settings: Settings, stopped: threading.Event
) -> list[threading.Thread]:
    ticks: dict[Tick, float] = {
        job_running.sweep: settings.job_sweep_seconds,
        job_running.beat: settings.job_stale_seconds / 4,
        **registry.ticks,
    }
    threads = [
        threading.Thread(target=_keep_calling, args=(app, tick, seconds, stopped), daemon=True)
        for tick, seconds in ticks.items()
    ]
    for thread in threads:
        thread.start()
    return threads


def _perform(app: Flask, job_id: uuid.UUID) -> None:
    with app.app_context():
        job_running.perform(job_id)


def _keep_calling(app: Flask, tick: Tick, seconds: float, stopped: threading.Event) -> None:
    """Call ``tick`` every so often. One that fails is called again next time."""
    name = f"{tick.__module__}.{tick.__qualname__}"
    while True:
        with app.app_context():
            try:
                tick()
            except Exception as error:  # the worker must outlive a database that is away a while
                logger.warning("%s failed: %s", name, type(error).__name__)
                with contextlib.suppress(Exception):
                    db.session.rollback()
        if stopped.wait(seconds):
            return


@click.command("worker")
@pass_script_info
def worker_command(info: ScriptInfo) -> None:
    """Do background jobs until stopped."""
    work(info.load_app())


def init_app(app: Flask) -> None:
    """Offer the command ``flask worker``."""
    app.cli.add_command(worker_command)
