"""Kills a loaded server without warning and counts what it had promised."""

import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.apps import CODE
from bench.client import Visitors
from bench.harness import serving
from campaigns.tracking import spool


@dataclass(frozen=True)
class Kill:
    """What visitors sent, what they were answered, and what was found on disk afterwards."""

    sent: int
    acknowledged: int
    stored: int

    @property
    def lost(self) -> int:
        """Return how many answered clicks are nowhere."""
        return max(0, self.acknowledged - self.stored)


def kill_under_load(
    target: str,
    *,
    prepare: Callable[[Path], str] = lambda _: CODE,
    longest: float = 0.8,
    enough: int = 1,
) -> Kill:
    """Start a server, load it, kill its whole process group at a random time, and count.

    ``prepare`` may fill the data folder; it returns the code to follow. ``enough`` answers somebody
    is given before.
    """
    with tempfile.TemporaryDirectory(prefix="tillid-kill-") as made:
        path = f"/r/{prepare(Path(made))}"
        with serving(target, folder=Path(made), settings={"TILLID_NODE": "bench"}) as server:
            visitors = Visitors(server.port, path, enough=enough)
            visitors.start()
            visitors.answered.wait(timeout=30)  # a busy machine takes its time
            time.sleep(random.uniform(0.2, longest))
            server.kill()
            visitors.wait()
        return Kill(visitors.sent, visitors.acknowledged, stored_in(Path(made) / "spool"))


def stored_in(folder: Path, node: str = "bench") -> int:
    """Return how many whole lines a spool folder holds."""
    files = spool.files_of(folder, node)
    lines = (line for path in files for line in path.read_bytes().splitlines(keepends=True))
    return sum(1 for line in lines if spool.read_line(line))
