"""A kit of 50 files as a zip: streamed by the product, beside the same built in memory."""

import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from bench import a_kit
from bench.figures import Better, Figure, amount, compared
from bench.harness import ROUNDS, Server, memory_megabytes, serving
from bench.product import SETTINGS, TARGET, product
from bench.season import start_campaign
from bench.sending import Fetch, download, pass_of
from core.db import db

FILES, SIZE = 50, 400 * 1024
EACH_ROUND = 5
AT_ONCE = 8
MEGABYTE = 1024**2

Download = Callable[[], Fetch]


def measure() -> list[Figure]:
    """Fetch the same pictures in both ways, one after the other and eight at once."""
    with tempfile.TemporaryDirectory(prefix="tillid-bench-") as made:
        folder = Path(made)
        with product(folder) as app:
            kit, user = a_kit.add(start_campaign(), FILES, SIZE)
            db.session.flush()  # its address
            path = f"/my/kits/{kit.id}/download"
            db.session.commit()
            who = pass_of(app, user)
        with (
            serving(TARGET, folder=folder, settings=SETTINGS) as ours,
            serving("bench.in_memory:in_memory()", folder=folder, settings=SETTINGS) as theirs,
        ):
            return _figures(
                ours,
                lambda: download(ours, path, who),
                theirs,
                lambda: download(theirs, path, who),
            )


def _figures(ours: Server, mine: Download, theirs: Server, reference: Download) -> list[Figure]:
    pairs = _rounds(mine, reference)
    first = median(fetch.first for round_, _ in pairs for fetch in round_)
    grown, grown_reference = _growth(ours, mine), _growth(theirs, reference)
    return [
        compared(
            f"Zip of {FILES} files of 400 KB, MB a second",
            ours=[_speed(round_) for round_, _ in pairs],
            theirs=[_speed(round_) for _, round_ in pairs],
            beside="built in memory",
            better=Better.HIGHER,
            aim=1.5,
            note="signing in, rights and what was taken put on record in both",
        ),
        Figure(
            name="The same, time to its first byte",
            ours=f"{amount(first)} ms",
            beside=f"in memory: {amount(median(f.first for _, r in pairs for f in r))} ms",
            aim="at most 10 ms",
            met=first <= 10,
            note="signing in, rights and record included",
        ),
        Figure(
            name=f"The same, {AT_ONCE} at once, more memory",
            ours=f"{amount(grown)} MB",
            beside=f"in memory: {amount(grown_reference)} MB",
            aim="at most 25 MB",
            met=grown <= 25,
        ),
    ]


def _rounds(mine: Download, reference: Download) -> list[tuple[list[Fetch], list[Fetch]]]:
    mine(), reference()  # the first fills caches
    pairs = []
    for number in range(ROUNDS):
        both = (reference, mine) if number % 2 else (mine, reference)
        fetched = {way: [way() for _ in range(EACH_ROUND)] for way in both}
        pairs.append((fetched[mine], fetched[reference]))
    return pairs


def _speed(fetches: list[Fetch]) -> float:
    return sum(one.size for one in fetches) / sum(one.seconds for one in fetches) / MEGABYTE


def _growth(server: Server, fetch: Download) -> float:
    """Return how many megabytes more the server holds while eight fetch at once."""
    fetch()
    before = highest = memory_megabytes(server.process.pid)
    done = threading.Event()

    def watch() -> None:
        nonlocal highest
        while not done.wait(0.01):
            highest = max(highest, memory_megabytes(server.process.pid))

    watching = threading.Thread(target=watch)
    watching.start()
    with ThreadPoolExecutor(AT_ONCE) as people:
        for one in [people.submit(fetch) for _ in range(3 * AT_ONCE)]:
            one.result()
    done.set()
    watching.join()
    return highest - before
