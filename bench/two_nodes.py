"""Two nodes with a spool each and one database, one of them killed while both are followed."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import func, select

from bench.client import Visitors
from bench.figures import Figure
from bench.harness import ROOT, Server, serving
from bench.kill import Kill, stored_in
from bench.postgres import postgres
from bench.product import SETTINGS, TARGET, product, with_one_link
from campaigns.tracking import jobs
from campaigns.tracking.models import LinkTotal
from core.db import db

NODES = ("bench1", "bench2")
ROUNDS, LONGEST = 5, 3.0


def exact() -> list[Figure]:
    """Kill one node of two several times, and compare what was answered with what is counted."""
    rounds = []
    for _ in range(ROUNDS):
        with postgres() as database, tempfile.TemporaryDirectory(prefix="tillid-bench-") as made:
            rounds.append(kill_one(Path(made), database, seconds=LONGEST))
    wrong = sum(counted != kill.stored for kill, counted in rounds)
    lost = sum(kill.lost for kill, _ in rounds)
    answered = sum(kill.acknowledged for kill, _ in rounds)
    return [
        Figure(
            name=f"Two nodes, one PostgreSQL, one node killed, {ROUNDS} times: clicks lost",
            ours=f"{lost:,} of {answered:,}",
            aim="0, and every stored click counted once",
            met=not lost and not wrong and all(k.stored <= k.sent for k, _ in rounds),
            note=f"{sum(counted for _, counted in rounds):,} counted, of them stored "
            f"{sum(kill.stored for kill, _ in rounds):,}",
        )
    ]


def kill_one(folder: Path, database: str, *, seconds: float) -> tuple[Kill, int]:
    """Follow a link on both nodes, kill one with its worker in the middle; return what came of it.

    The killed node's spool is folded when it is back, and once more to see that nothing is twice.
    """
    folders = {node: folder / node for node in NODES}
    for own in folders.values():
        own.mkdir()
    path = f"/r/{with_one_link(folders[NODES[0]], database=database)}"
    with ExitStack() as stack:
        nodes = [stack.enter_context(_node(node, folders[node], database)) for node in NODES]
        visitors = [Visitors(server.port, path, count=4) for server, _ in nodes]
        for crowd in visitors:
            crowd.start()
        for crowd in visitors:
            crowd.answered.wait(timeout=30)
        time.sleep(seconds / 2)
        for server, worker in nodes[:1]:
            worker.kill()
            server.kill()
        time.sleep(seconds / 2)
        for server, worker in nodes[1:]:
            worker.kill()
            server.kill()
        for crowd in visitors:
            crowd.wait()
    stored = sum(stored_in(own / "spool", node) for node, own in folders.items())
    for node, own in [*folders.items(), *folders.items()]:
        counted = _folded(own, node, database)
    sent, acknowledged = (
        sum(getattr(crowd, what) for crowd in visitors) for what in ("sent", "acknowledged")
    )
    return Kill(sent, acknowledged, stored), counted


def _folded(folder: Path, node: str, database: str) -> int:
    with product(folder, node=node, database=database):
        jobs.fold_clicks()
        return int(db.session.scalar(select(func.sum(LinkTotal.clicks))) or 0)


@contextmanager
def _node(
    node: str, folder: Path, database: str
) -> Iterator[tuple[Server, "subprocess.Popen[bytes]"]]:
    settings = {**SETTINGS, "TILLID_NODE": node, "TILLID_DATABASE_URL": database}
    command = [sys.executable, "-m", "bench.folder", str(folder), node, database]
    worker = subprocess.Popen(command, cwd=ROOT)
    try:
        with serving(TARGET, folder=folder, settings=settings) as server:
            yield server, worker
    finally:
        worker.kill()
        worker.wait()
