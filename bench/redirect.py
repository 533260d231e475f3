"""Tracked links beside a bare Flask redirect on the same server: speed, and clicks never lost."""

import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench import mixed, season, two_nodes
from bench.apps import CODE
from bench.client import Slice, steady
from bench.figures import Better, Figure, amount, compared
from bench.harness import (
    ALL_CORES,
    ROOT,
    Server,
    cores,
    load,
    load_counting_processor,
    paired,
    serving,
)
from bench.kill import Kill, kill_under_load, stored_in
from bench.product import SETTINGS, TARGET, product, with_one_link
from campaigns.tracking import folding, spool
from campaigns.tracking.spool import Click
from campaigns.tracking.visitors import Visitor
from core.db import db

BARE = "a bare Flask redirect"
SMALL_KILLS, WHOLE_KILLS, CONTROL_KILLS = 40, 10, 5
RATE = 400
LINES, LINKS = 200_000, 2_000
LINES_AIM = 20_000


def measure() -> list[Figure]:
    """Measure everything about tracked links."""
    return [*speed(), *mixed.exact(), *losses(), *two_nodes.exact(), folding_speed()]


def speed() -> list[Figure]:
    """Measure under full load, at a steady rate, and while the clicks are folded."""
    with tempfile.TemporaryDirectory(prefix="tillid-bench-") as made:
        folder = Path(made)
        code = with_one_link(folder)
        with (
            serving("bench.bare:bare()") as bare,
            serving(TARGET, folder=folder, settings=SETTINGS) as ours,
        ):
            addresses = ours.url(f"/r/{code}"), bare.url(f"/r/{CODE}")
            paths = f"/r/{code}", f"/r/{CODE}"
            for address in addresses:
                load(address, seconds=1)  # both warm
            return [
                *_under_load((ours, bare), paths, folder),
                *_at_a_steady_rate(*addresses),
                _while_folding(*addresses, ours),
            ]


def _under_load(
    servers: tuple[Server, Server], paths: tuple[str, str], folder: Path
) -> list[Figure]:
    before = stored_in(folder / "spool")
    all_ours: list[Slice] = []

    def ours() -> Slice:
        all_ours.append(load_counting_processor(servers[0], paths[0]))
        return all_ours[-1]

    rounds = paired(ours, lambda: load_counting_processor(servers[1], paths[1]))
    time.sleep(0.5)
    stored = stored_in(folder / "spool") - before
    answered = sum(slice_.answered for slice_ in all_ours)
    return [
        compared(
            "Tracked link, redirects a second",
            ours=[slice_.per_second for slice_ in rounds.ours],
            theirs=[slice_.per_second for slice_ in rounds.theirs],
            beside=BARE,
            better=Better.HIGHER,
            aim=1.5,
            note=f"{answered:,} answered, {stored:,} stored",
        ),
        compared(
            "Tracked link, processor time of a redirect",
            ours=[slice_.microseconds for slice_ in rounds.ours],
            theirs=[slice_.microseconds for slice_ in rounds.theirs],
            beside=BARE,
            better=Better.LOWER,
            aim=0.67,
            unit=" µs",
            note="wavers less on a busy machine",
        ),
        compared(
            "Tracked link, p99 under that load",
            ours=[slice_.p99 for slice_ in rounds.ours],
            theirs=[slice_.p99 for slice_ in rounds.theirs],
            beside=BARE,
            better=Better.LOWER,
            aim=1.0,
            unit=" ms",
        ),
    ]


def _at_a_steady_rate(ours: str, bare: str) -> list[Figure]:
    os.sched_setaffinity(0, cores()[1])
    rounds = paired(
        lambda: steady(ours, rate=RATE, seconds=2), lambda: steady(bare, rate=RATE, seconds=2)
    )
    os.sched_setaffinity(0, ALL_CORES)
    return [
        compared(
            f"Tracked link at {RATE} a second, {name}",
            ours=[getattr(slice_, name) for slice_ in rounds.ours],
            theirs=[getattr(slice_, name) for slice_ in rounds.theirs],
            beside=BARE,
            better=Better.LOWER,
            aim=aim,
            unit=" ms",
            note="timed from the planned send",
        )
        for name, aim in (("p50", 1.1), ("p99", 1.5))
    ]


def _while_folding(ours: str, bare: str, server: Server) -> Figure:
    """Measure with a process on the server's cores that folds what comes in, as the worker does."""
    command = [sys.executable, "-m", "bench.folder", str(server.folder)]
    folder = subprocess.Popen(
        command, cwd=ROOT, preexec_fn=lambda: os.sched_setaffinity(0, cores()[0])
    )
    try:
        time.sleep(2)  # it has started
        rounds = paired(lambda: load(ours), lambda: load(bare), rounds=3)
    finally:
        folder.terminate()
        folder.wait()
    return compared(
        "Tracked link while clicks are folded on the same cores",
        ours=[slice_.per_second for slice_ in rounds.ours],
        theirs=[slice_.per_second for slice_ in rounds.theirs],
        beside=BARE,
        better=Better.HIGHER,
        aim=0.7,
    )


@dataclass(frozen=True)
class Losses:
    """What several kills came to together."""

    kills: list[Kill]

    def __str__(self) -> str:
        lost, answered = (
            sum(kill.lost for kill in self.kills),
            sum(kill.acknowledged for kill in self.kills),
        )
        return f"{lost:,} of {answered:,} lost"

    @property
    def is_exact(self) -> bool:
        """Say whether each time answered <= stored <= sent."""
        return all(kill.acknowledged <= kill.stored <= kill.sent for kill in self.kills)


def losses() -> list[Figure]:
    """Kill servers under load, ours and one that counts in memory."""
    ours = Losses(
        [kill_under_load("bench.apps:tracked()") for _ in range(SMALL_KILLS)]
        + [kill_under_load(TARGET, prepare=with_one_link) for _ in range(WHOLE_KILLS)]
    )
    control = Losses([kill_under_load("bench.apps:forgetful()") for _ in range(CONTROL_KILLS)])
    lost = sum(kill.lost for kill in control.kills)
    return [
        Figure(
            name=f"Answered clicks lost in {len(ours.kills)} kills of every process",
            ours=str(ours),
            beside=f"a memory queue, {CONTROL_KILLS} kills: {control}",
            aim="0 lost; the queue loses",
            met=ours.is_exact and lost > 0,
            note=f"kill -9 under load, {WHOLE_KILLS} of them of the whole product",
        )
    ]


def folding_speed() -> Figure:
    """Fold a long spool of many links into SQLite, and check the sum."""
    with tempfile.TemporaryDirectory(prefix="tillid-bench-") as made, product(Path(made)):
        links = season.add_links(season.start_campaign(), LINKS)
        codes = [link.code for link in links]
        db.session.commit()
        folder = Path(made) / "spool"
        write_spool(folder, codes, LINES)
        began = time.perf_counter()
        folded = 0
        while report := folding.fold(folder, "bench"):
            db.session.commit()
            folded += report.lines - report.unknown - report.damaged
            if not report.lines:
                break
        per_second = folded / (time.perf_counter() - began)
    return Figure(
        name=f"Clicks folded into the counters a second, {LINKS:,} links",
        ours=amount(per_second),
        aim=f"at least {LINES_AIM:,}",
        met=per_second >= LINES_AIM and folded == LINES,
        note=f"{folded:,} of {LINES:,} lines counted",
    )


def write_spool(folder: Path, codes: list[str], number: int) -> None:
    """Write a spool of clicks on random links, all of this moment."""
    folder.mkdir(exist_ok=True)
    now = int(time.time())
    lines = [spool.line_of(Click(random.choice(codes), now, Visitor.PERSON)) for _ in range(number)]
    (folder / "clicks-bench-2026-01-01.log").write_bytes(b"".join(lines))
