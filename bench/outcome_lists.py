"""Counting a list of 100,000 enrolments, beside merely parsing it and beside a commit per row."""

import tempfile
import time
from pathlib import Path

from accounts.models import User
from bench.figures import Better, Figure, amount, compared
from bench.imports import freeze, memory, seconds_of
from bench.inside import add_organiser
from bench.product import product
from bench.season import add_links, start_campaign
from campaigns.enums import CampaignStatus, OutcomeKind
from campaigns.models import Goal
from campaigns.outcomes.enums import Source, Stage
from campaigns.outcomes.imports import operations
from campaigns.outcomes.imports.reading import LIMITS
from campaigns.outcomes.news import News, Teller, note
from core import jobs, storage
from core.db import db
from core.spreadsheets import csv_lines, read_rows

ROWS = 100_000
ROUNDS = 3
ONE_BY_ONE = 500
LINKS = 200


def measure() -> list[Figure]:
    """Count the list in a new database each round: parse it, read it, count it."""
    rounds: list[tuple[float, float, float, float]] = []
    with tempfile.TemporaryDirectory(prefix="tillid-bench-") as made:
        _round(Path(made) / "warm-up", rows=2_000)
        before = memory("VmRSS", forget=True)
        for number in range(ROUNDS):
            rounds.append(_round(Path(made) / str(number), rows=ROWS))
        extra = memory("VmHWM") - before
    parsing, reading, counting, singly = (list(times) for times in zip(*rounds, strict=True))
    whole = [sum(parts) for parts in zip(reading, counting, strict=True)]
    return [
        _beside_parsing(f"A list of {ROWS:,} outcomes, read and counted", whole, parsing),
        _beside_parsing(f"Counting {ROWS:,} rows of a list of outcomes", counting, parsing),
        _beside_parsing(f"Reading a list of {ROWS:,} outcomes", reading, parsing),
        compared(
            f"Counting {ROWS:,} outcomes, rows a second",
            ours=[ROWS / seconds for seconds in counting],
            theirs=[ROWS / seconds for seconds in singly],
            beside=f"a commit per row, {ONE_BY_ONE:,} rows",
            better=Better.HIGHER,
            aim=5.0,
        ),
        Figure(
            f"Memory while {ROWS:,} outcomes are read and counted",
            ours=f"{amount(extra)} MB more",
            aim="at most 30 MB",
            met=extra <= 30,
        ),
    ]


def _beside_parsing(name: str, ours: list[float], parsing: list[float]) -> Figure:
    return compared(
        name,
        ours=ours,
        theirs=parsing,
        beside="parsing the file",
        better=Better.LOWER,
        aim=12.0,
        unit=" s",
        note="processor time of the job",
    )


def _round(folder: Path, *, rows: int) -> tuple[float, float, float, float]:
    """Return the seconds to parse a list, to read it, to count it, and to do so one by one."""
    folder.mkdir()
    with product(folder / "data"):
        goal, organiser, codes = _campaign()
        path = folder / "list.csv"
        headings = ["Nr.", "Navn", "Kode", "Status", "Dato"]
        listed = (
            [f"A-{n}", f"Åse Ærø {n}", codes[n % LINKS], "Betalt", f"{n % 27 + 1:02}-02-2026"]
            for n in range(rows)
        )
        with path.open("w") as file:
            file.writelines(csv_lines(headings, listed))
        freeze()
        began = time.process_time()
        if sum(1 for _row in read_rows(path, LIMITS)) != rows + 1:
            raise RuntimeError("rows were lost")
        parsed = time.process_time() - began
        made = operations.bring_in(
            goal, source_name="list.csv", stage=Stage.SIGNED_UP, actor=organiser
        )
        storage.save(made.storage_key, path, mimetype="text/csv")
        read = seconds_of(jobs.enqueue("read_outcome_list", subject_id=made.id))
        operations.confirm(made)
        db.session.commit()
        counted = seconds_of(jobs.latest("count_outcomes", made.id))
        return parsed, read, counted, _one_by_one(goal, rows)


def _campaign() -> tuple[Goal, User, list[str]]:
    campaign = start_campaign(slug="lists")
    campaign.status = CampaignStatus.LIVE
    goal = Goal(outcome_kind=OutcomeKind.ENROLMENTS, target=ROWS, position=0)
    campaign.goals.append(goal)
    codes = [link.code for link in add_links(campaign, LINKS)]
    organiser = add_organiser(campaign)
    db.session.commit()
    return goal, organiser, codes


def _one_by_one(goal: Goal, rows: int) -> float:
    """Return the seconds that as many would take with a commit for each."""
    began = time.process_time()
    for number in range(ONE_BY_ONE):
        news = News(reference=f"B-{number}", stage=Stage.CONFIRMED, participation_id=None)
        note(goal, news, Teller(via=Source.IMPORT))
        db.session.commit()
    return (time.process_time() - began) * rows / ONE_BY_ONE
