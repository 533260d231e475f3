"""Bringing in a list of 27,000 people, beside merely parsing it and beside a commit per row."""

import gc
import re
import tempfile
import time
import uuid
from pathlib import Path

from accounts.models import User
from ambassadors.enums import CohortStatus
from ambassadors.joining.imports import operations
from ambassadors.joining.models import Invitation
from ambassadors.models import Cohort
from bench.figures import Better, Figure, amount, compared
from bench.harness import ROUNDS
from bench.inside import add_organiser
from bench.product import product
from bench.season import start_campaign
from core import job_running, jobs, storage
from core.db import db, utcnow
from core.models import Job
from core.spreadsheets import csv_lines, read_rows

ROWS = 27_000
ONE_BY_ONE = 1_000
STATUS = Path("/proc/self/status")
FORGET_PEAK = Path("/proc/self/clear_refs"), "5"


def measure() -> list[Figure]:
    """Bring the list into a new database each round: parse it, read it, and invite everybody."""
    rounds: list[tuple[float, float, float, float]] = []
    with tempfile.TemporaryDirectory(prefix="tillid-bench-") as made:
        path = Path(made) / "list.csv"
        path.write_text("".join(csv_lines(["Navn", "E-mail", "Enhed", "Sprog"], _people())))
        _round(path, Path(made) / "warm-up")
        before = memory("VmRSS", forget=True)
        for number in range(ROUNDS):
            rounds.append(_round(path, Path(made) / str(number)))
        extra = memory("VmHWM") - before
    parsing, reading, inviting, singly = (list(times) for times in zip(*rounds, strict=True))
    beside = _beside_parsing(parsing, reading, inviting)
    return [*beside, _beside_commits(inviting, singly), _memory_figure(extra)]


def _round(path: Path, folder: Path) -> tuple[float, float, float, float]:
    """Return the seconds to parse a list, to read it, to invite all, and to do so one by one."""
    folder.mkdir()
    with product(folder):
        freeze()
        return _seconds_to_parse(path), *_bring_in(path), _one_by_one()


def freeze() -> None:
    """Spare the collector what is loaded, as the worker does; the last round's app is let go."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _people() -> list[list[str]]:
    return [[f"Åse Ærø {n}", f"person{n}@example.org", "", "dansk"] for n in range(ROWS)]


def _seconds_to_parse(path: Path) -> float:
    began = time.process_time()
    if sum(1 for _row in read_rows(path)) != ROWS + 1:
        raise RuntimeError("rows were lost")
    return time.process_time() - began


def _cohort(slug: str) -> tuple[Cohort, User]:
    campaign = start_campaign(slug=slug)
    cohort = campaign.cohorts[0]
    cohort.status = CohortStatus.OPEN
    organiser = add_organiser(campaign)
    organiser.email = f"{slug}@example.org"
    db.session.commit()
    return cohort, organiser


def _bring_in(path: Path) -> tuple[float, float]:
    """Return the seconds of the two jobs: reading a list, and inviting everybody in it."""
    cohort, organiser = _cohort("list")
    import_ = operations.bring_in(cohort, source_name="list.csv", locale="da", actor=organiser)
    storage.save(import_.storage_key, path, mimetype="text/csv")
    read = seconds_of(jobs.enqueue("read_invitation_list", subject_id=import_.id))
    operations.confirm(import_, actor=organiser)
    db.session.commit()
    invited = seconds_of(jobs.latest("import_invitations", import_.id))
    return read, invited


def seconds_of(job: Job | None) -> float:
    """Return the processor seconds that a job takes, done here and now."""
    if job is None:
        raise RuntimeError("there is no such job")
    db.session.commit()
    job_id = job.id
    db.session.rollback()
    began = time.process_time()
    if error := job_running.perform(job_id):
        raise error
    return time.process_time() - began


def _one_by_one() -> float:
    """Return the seconds that inviting as many would take with a commit for each."""
    cohort_id = _cohort("singly")[0].id
    now = utcnow()
    began = time.process_time()
    for number in range(ONE_BY_ONE):
        one = Invitation(id=uuid.uuid4(), cohort_id=cohort_id, email=f"{number}@example.org")
        one.token_hash, one.expires_at = str(number), now
        db.session.add(one)
        db.session.commit()
    return (time.process_time() - began) * ROWS / ONE_BY_ONE


def memory(name: str, *, forget: bool = False) -> float:
    """Return megabytes this process holds, or held at most since the peak was forgotten."""
    if forget:
        place, word = FORGET_PEAK
        place.write_text(word)
    found = re.search(rf"^{name}:\s+(\d+)", STATUS.read_text(), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def _beside_parsing(
    parsing: list[float], reading: list[float], inviting: list[float]
) -> list[Figure]:
    invited = compared(
        f"Inviting {ROWS:,} people of a list",
        ours=inviting,
        theirs=parsing,
        beside="parsing the file",
        better=Better.LOWER,
        aim=12.0,
        unit=" s",
        note="processor time of the job after the yes",
    )
    read = compared(
        f"Reading a list of {ROWS:,} people",
        ours=reading,
        theirs=parsing,
        beside="parsing the file",
        better=Better.LOWER,
        aim=12.0,
        unit=" s",
        note="the preview: each row judged and kept",
    )
    return [invited, read]


def _beside_commits(inviting: list[float], singly: list[float]) -> Figure:
    return compared(
        f"Inviting {ROWS:,} people, rows a second",
        ours=[ROWS / seconds for seconds in inviting],
        theirs=[ROWS / seconds for seconds in singly],
        beside=f"a commit per row, {ONE_BY_ONE:,} rows",
        better=Better.HIGHER,
        aim=5.0,
    )


def _memory_figure(extra: float) -> Figure:
    return Figure(
        f"Memory while {ROWS:,} people are read and invited",
        ours=f"{amount(extra)} MB more",
        aim="at most 30 MB",
        met=extra <= 30,
    )
