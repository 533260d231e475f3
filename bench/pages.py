"""The sign-in page beside a bare Flask page on the same server."""

import tempfile
import urllib.request
from pathlib import Path

from bench.figures import Better, Figure, compared
from bench.harness import Server, load, paired, serving
from bench.product import SETTINGS, TARGET, product

SIGN_IN = "/sign-in"


def measure() -> list[Figure]:
    """Measure how many sign-in pages a second the product gives."""
    with tempfile.TemporaryDirectory(prefix="tillid-bench-") as made:
        with product(Path(made)):
            pass  # the tables are there
        with (
            serving("bench.bare:bare()") as bare,
            serving(TARGET, folder=Path(made), settings=SETTINGS) as ours,
        ):
            size = _size_of_page(ours)
            rounds = paired(lambda: load(ours.url(SIGN_IN)), lambda: load(bare.url("/")))
    return [
        compared(
            "Sign-in page, pages a second",
            ours=[slice_.per_second for slice_ in rounds.ours],
            theirs=[slice_.per_second for slice_ in rounds.theirs],
            beside="a bare Flask hello",
            better=Better.HIGHER,
            aim=0.30,
            note=f"{size:,} bytes of page",
        )
    ]


def _size_of_page(server: Server) -> int:
    with urllib.request.urlopen(server.url(SIGN_IN), timeout=10) as answer:
        return len(answer.read())
