"""How long the product takes to its first answer and what it holds in memory, beside a bare app."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import Better, Figure, compared
from bench.harness import ROOT, ROUNDS, load, memory_megabytes, serving
from bench.product import SETTINGS, TARGET, product

READY = "/healthz"
WORKERS = 4


def measure() -> list[Figure]:
    """Start both again and again; then load four web workers of each, and start the job worker.

    Python keeps compiled what it has once imported, wherever it may, so here it may too.
    """
    with tempfile.TemporaryDirectory(prefix="tillid-bench-") as made:
        folder = Path(made)
        compiled = {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
        with product(folder):
            pass  # the tables are there
        started = [(_start(folder, compiled), _start_bare(compiled)) for _ in range(ROUNDS + 1)]
        del started[0]  # compiled while they started
        bare_memory = _loaded_memory("bench.bare:bare()", None, "/")
        our_memory = _loaded_memory(TARGET, folder, "/sign-in")
        worker_memory = _job_worker_memory(folder)
    return [
        compared(
            "Start to first answer",
            ours=[ours for ours, _ in started],
            theirs=[bare for _, bare in started],
            beside="a bare Flask app",
            better=Better.LOWER,
            aim=3.0,
            unit=" s",
        ),
        compared(
            f"Memory of {WORKERS} loaded web workers",
            ours=[our_memory],
            theirs=[bare_memory],
            beside="a bare Flask app",
            better=Better.LOWER,
            aim=2.0,
            unit=" MB",
            note="shared pages divided among their users",
        ),
        Figure(
            name="Memory of the job worker at rest",
            ours=f"{worker_memory:.0f} MB",
            beside=f"{WORKERS} bare web workers: {bare_memory:.0f} MB",
            ratio=worker_memory / bare_memory,
        ),
    ]


def _start(folder: Path, compiled: dict[str, str]) -> float:
    settings = {**SETTINGS, **compiled}
    with serving(TARGET, folder=folder, settings=settings, workers=1, ready=READY) as server:
        return server.seconds_to_answer


def _start_bare(compiled: dict[str, str]) -> float:
    with serving("bench.bare:bare()", workers=1, settings=compiled) as server:
        return server.seconds_to_answer


def _loaded_memory(target: str, folder: Path | None, path: str) -> float:
    with serving(target, folder=folder, settings=SETTINGS, workers=WORKERS) as server:
        load(server.url(path), seconds=3)
        return memory_megabytes(server.process.pid)


def _job_worker_memory(folder: Path) -> float:
    environment = {**os.environ, **SETTINGS, "TILLID_DATA": str(folder)}
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "app", "worker"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        time.sleep(6)
        return memory_megabytes(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)
