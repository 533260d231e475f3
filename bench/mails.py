"""Mail to a whole cohort while the worker is killed again and again: everybody is told once."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from sqlalchemy import func, select, update

from accounts.models import Unit
from ambassadors.enums import CohortStatus
from ambassadors.messages import operations
from ambassadors.models import Ambassador
from bench import big_season
from bench.figures import Figure
from bench.harness import ROOT, free_port
from bench.inside import add_organiser
from bench.product import SETTINGS, product
from bench.season import start_campaign
from core.db import db, utcnow
from core.enums import MailState
from core.models import OutgoingMail

PEOPLE = int(os.environ.get("MAIL_PEOPLE", "27000"))
KILLS, THREADS = 12, 2
LONGEST = 40 * 60
QUICK = {
    "TILLID_JOB_STALE_SECONDS": "2",  # a killed worker's job is taken up again as soon
    "TILLID_JOB_SWEEP_SECONDS": "0.5",
    "TILLID_WORKER_THREADS": str(THREADS),
}


@dataclass
class Sink:
    """A mail server that takes everything and remembers which mail came how often, and to whom."""

    messages: Counter[str] = field(default_factory=Counter)
    people: set[str] = field(default_factory=set)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take in one mail (aiosmtpd calls this)."""
        head = message_from_bytes(envelope.content.partition(b"\r\n\r\n")[0])
        self.messages[str(head["Message-ID"])] += 1
        self.people.update(envelope.rcpt_tos)
        return "250 OK"


@dataclass
class Run:
    """How writing to everybody went."""

    sink: Sink
    seconds: float
    kills: int
    recorded: Counter[str]
    peak: float  # megabytes that a worker held at most


def measure() -> list[Figure]:
    """Write to everybody once, and kill the worker at random moments meanwhile."""
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        with tempfile.TemporaryDirectory(prefix="tillid-bench-") as made, product(Path(made)):
            _announce()
            run = _send(Path(made), f"smtp://127.0.0.1:{controller.port}", sink)
    finally:
        controller.stop()
    return _figures(run)


def _announce() -> None:
    """Fill a cohort that can be written to at any hour, and write to it."""
    campaign = start_campaign()
    cohort = campaign.cohorts[0]
    cohort.status = CohortStatus.OPEN
    unit = Unit(organisation=campaign.organisation, name="Bench")
    organiser = add_organiser(campaign)
    db.session.add(unit)
    db.session.flush()  # people are written by its id
    big_season.add_people(campaign, PEOPLE, [unit] * big_season.UNITS)
    db.session.execute(update(Ambassador).values(quiet_from=0, quiet_until=0))
    operations.announce(
        cohort,
        announcement_id=uuid.uuid4(),
        subject="Åbent hus",
        body="Kom og se.",
        actor=organiser,
        on=utcnow().date(),
    )
    db.session.commit()


def _send(folder: Path, smtp_url: str, sink: Sink) -> Run:
    """Let workers send, one after the other; all but the last are killed on the way."""
    began, kills, peak = time.monotonic(), 0, 0.0
    while _sent() < PEOPLE:
        if time.monotonic() - began > LONGEST:
            raise RuntimeError(f"only {_sent()} of {PEOPLE} mails left")
        with _worker(folder, smtp_url) as process:
            until = time.monotonic() + (random.uniform(3, 12) if kills < KILLS else LONGEST)
            while time.monotonic() < until and _sent() < PEOPLE:
                time.sleep(0.2)
                peak = max(peak, _megabytes(process.pid))
            if _sent() < PEOPLE:
                kills += 1
    recorded = Counter(db.session.scalars(select(OutgoingMail.recipient)))
    return Run(sink, time.monotonic() - began, kills, recorded, peak)


@contextmanager
def _worker(folder: Path, smtp_url: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a worker until the block ends; then it is gone without a warning."""
    environment = {
        **os.environ,
        **SETTINGS,
        **QUICK,
        "TILLID_DATA": str(folder),
        "TILLID_SMTP_URL": smtp_url,
    }
    command = [sys.executable, "-m", "flask", "--app", "bench.eager_worker", "worker"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _sent() -> int:
    sent = select(func.count(OutgoingMail.id)).where(OutgoingMail.state == MailState.SENT)
    number = db.session.scalar(sent.execution_options(reading=True)) or 0
    db.session.rollback()
    return number


def _megabytes(pid: int) -> float:
    """Return what a process has held at most so far."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(one.split()[1]) / 1024 for one in lines if one.startswith("VmHWM")), 0.0)


def _figures(run: Run) -> list[Figure]:
    told, once = len(run.sink.people), sum(1 for times in run.recorded.values() if times == 1)
    repeats = sum(times - 1 for times in run.sink.messages.values())
    return [
        Figure(
            f"Mail to {PEOPLE:,} people, worker killed {run.kills} times",
            ours=f"{once:,} recorded once, {told:,} reached",
            aim="everybody, recorded once",
            met=once == told == len(run.recorded) == PEOPLE,
            note=f"{PEOPLE / run.seconds:.0f} a second, {run.seconds:.0f} s in all, waves unpaused",
        ),
        Figure(
            "Mails that arrived twice, with the same Message-ID",
            ours=f"{repeats}",
            aim=f"at most {THREADS} for each kill",
            met=repeats <= THREADS * run.kills and len(run.sink.messages) == PEOPLE,
            note="taken by the server, killed before that was saved",
        ),
        Figure(
            "Memory of the worker while it writes to all, highest",
            ours=f"{run.peak:.0f} MB",
        ),
    ]
