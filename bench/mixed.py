"""A steady minute of people, previews and robots, and whether each was counted as what it was."""

import http.client
import os
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import Select, func, select

from bench.client import PERSON
from bench.figures import Figure
from bench.harness import ALL_CORES, Server, cores, load, serving
from bench.postgres import postgres
from bench.product import SETTINGS, TARGET, product, with_one_link
from campaigns.tracking import jobs
from campaigns.tracking.models import ChannelDay, LinkDay, LinkTotal
from core.db import db

RATE, SECONDS, LINES = 400, 60, 8
CARD = {"User-Agent": "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"}
INSTAGRAM = {"User-Agent": f"{PERSON} Instagram 358.0.0.32.90 (iPhone15,2; iOS 18_1; da_DK)"}
# Who comes by turns: method, headers, and what they must be counted as.
TURNS = (
    *[("GET", {"User-Agent": PERSON}, "clicks")] * 5,
    *[("GET", INSTAGRAM, "clicks")] * 3,
    ("HEAD", {"User-Agent": PERSON}, "previews"),
    ("GET", {"User-Agent": PERSON, "Sec-Purpose": "prefetch"}, "previews"),
    ("GET", CARD, "previews"),
    ("GET", {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, "robots"),
)


@dataclass
class Came:
    """Whom a link answered, by kind, how long each waited (ms), and what went wrong."""

    answered: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    errors: int = 0


def exact() -> list[Figure]:
    """Measure on SQLite and on PostgreSQL."""
    with postgres() as database:
        return [_measured("SQLite", ""), _measured("PostgreSQL", database)]


def _measured(name: str, database: str) -> Figure:
    with tempfile.TemporaryDirectory(prefix="tillid-bench-") as made:
        came, counted = come(Path(made), database, rate=RATE, seconds=SECONDS)
    sent = ", ".join(f"{counted[kind]:,} {kind}" for kind in ("clicks", "previews", "robots"))
    return Figure(
        name=f"{RATE} visits a second of every kind for {SECONDS} s, {name}: counted wrongly",
        ours=f"{wrongly(came, counted)} of {came.answered.total():,}",
        beside=f"p99 {quantiles(came.times, n=100)[98]:.3g} ms",
        aim="0",
        met=wrongly(came, counted) == 0 and not came.errors,
        note=f"{sent}; {came.errors} errors; folded meanwhile and read by link, day and channel",
    )


def wrongly(came: Came, counted: Counter[str]) -> int:
    """Return how many were counted as something else, or not, or twice."""
    return sum(abs(came.answered[kind] - counted[kind]) for kind in came.answered | counted)


def come(folder: Path, database: str, *, rate: int, seconds: float) -> tuple[Came, Counter[str]]:
    """Let visitors come at a fixed rate while clicks are folded; return who came, who counted."""
    code = with_one_link(folder, database=database)
    settings = {**SETTINGS, "TILLID_DATABASE_URL": database}
    with serving(TARGET, folder=folder, settings=settings) as server:
        load(server.url("/healthz"), seconds=1)  # warm
        os.sched_setaffinity(0, cores()[1])
        with product(folder, database=database):
            came = _visit(server, f"/r/{code}", rate=rate, seconds=seconds)
            jobs.fold_clicks()
            counted = _counted()
        os.sched_setaffinity(0, ALL_CORES)
    return came, counted


def _counted() -> Counter[str]:
    """Return what the counters hold. Raises AssertionError where they differ from one another."""
    kinds = ("clicks", "previews", "robots")
    sums = [
        Counter(dict(zip(kinds, db.session.execute(_sum_of(table, kinds)).one(), strict=True)))
        for table in (LinkDay, LinkTotal, ChannelDay)
    ]
    if sums[0] != sums[1] or sums[1] != sums[2]:
        raise AssertionError(f"the counters differ: {sums}")
    return sums[0]


def _sum_of(
    table: type[LinkDay | LinkTotal | ChannelDay], kinds: tuple[str, ...]
) -> Select[*tuple[Any, ...]]:
    return select(*(func.coalesce(func.sum(getattr(table, kind)), 0) for kind in kinds))


def _visit(server: Server, path: str, *, rate: int, seconds: float) -> Came:
    """Ask on several lines, each request at its planned moment, and fold every two seconds."""
    came, began = Came(), time.perf_counter()
    writing = threading.Lock()

    def ask(number: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        own = Came()
        for turn in range(int(rate * seconds / LINES)):
            planned = began + (turn * LINES + number) / rate
            time.sleep(max(0.0, planned - time.perf_counter()))
            method, headers, kind = TURNS[(turn * LINES + number) % len(TURNS)]
            line.request(method, path, headers=headers)
            answer = line.getresponse()
            answer.read()
            own.times.append((time.perf_counter() - planned) * 1000)
            own.answered[kind] += answer.status == 302
            own.errors += answer.status != 302
        with writing:
            came.answered += own.answered
            came.times += own.times
            came.errors += own.errors

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(LINES)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        jobs.fold_clicks()
        threads[0].join(timeout=2)
    for thread in threads:
        thread.join()
    return came
