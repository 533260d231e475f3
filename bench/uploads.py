"""Two hundred pictures of 5 MB come in while somebody reads a page: how much slower is the page?"""

import hashlib
import http.client
import json
import multiprocessing
import os
import tempfile
import time
import uuid
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from PIL import Image

from bench import a_kit
from bench.figures import Better, Figure, compared
from bench.harness import Server, cores, serving
from bench.inside import add_organiser
from bench.product import SETTINGS, TARGET, product
from bench.season import start_campaign
from bench.sending import Pass, pass_of, read_steadily
from core.db import db

UPLOADS, SIZE = 200, 5 * 1024**2
SENDERS = 4
ROUNDS = 3
READS_PER_SECOND = 10
IDLE_SECONDS = 20
LINES = (50, 100)  # megabits a second of each sender's line: a good phone's, and twice that
FORK = multiprocessing.get_context("fork")
RAW = "application/octet-stream"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def measure() -> list[Figure]:
    """Read an ambassador's kit at a steady pace, idle and while pictures come in."""
    with tempfile.TemporaryDirectory(prefix="tillid-bench-") as made:
        with product(Path(made)) as app:
            campaign = start_campaign()
            kit, user = a_kit.add(campaign, 4, 400 * 1024)
            organisers = [add_organiser(campaign) for _ in range(SENDERS)]
            for number, one in enumerate(organisers):
                one.email = f"bo{number}@example.org"
            path, library = f"/my/kits/{kit.id}", f"/o/{campaign.organisation.slug}/library"
            db.session.commit()
            reader, senders = pass_of(app, user), [pass_of(app, one) for one in organisers]
        with serving(TARGET, folder=Path(made), settings=SETTINGS) as ours:
            read = partial(read_steadily, ours, path, reader, rate=READS_PER_SECOND)
            return [
                _figure(line, [_round(read, ours, library, senders, line) for _ in range(ROUNDS)])
                for line in LINES
            ]


def _figure(megabits: int, pairs: list[tuple[float, float]]) -> Figure:
    return compared(
        f"A kit's page while {UPLOADS} pictures of 5 MB come in at {megabits} Mbit/s, p95",
        ours=[busy for busy, _ in pairs],
        theirs=[idle for _, idle in pairs],
        beside="idle",
        better=Better.LOWER,
        aim=1.5,
        unit=" ms",
        note=f"{SENDERS} senders, each on a line of that speed, {ROUNDS} rounds",
    )


def _round(
    read: Callable[..., list[float]],
    ours: Server,
    library: str,
    senders: list[Pass],
    megabits: int,
) -> tuple[float, float]:
    """Return the p95 of the page while pictures come in, and idle before and after, in ms."""
    idle = read(seconds=IDLE_SECONDS / 2)
    # Processes of their own, and less urgent: what sends must not keep the one who reads waiting.
    processes = [
        FORK.Process(target=_send_all, args=(ours.port, library, one, place, megabits))
        for place, one in enumerate(senders)
    ]
    for process in processes:
        process.start()
    busy = read(beside=processes)
    if any(process.exitcode for process in processes):
        raise RuntimeError("an upload went wrong")
    idle += read(seconds=IDLE_SECONDS / 2)
    return _p95(busy), _p95(idle)


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[18]


class Wire(http.client.HTTPConnection):
    """A connection over a line of so many megabits a second.

    What is sent arrives when its last byte has come through the line, as it does from a proxy that
    waits for the whole of a request, or from a browser far away.
    """

    def __init__(self, port: int, megabits: int) -> None:
        super().__init__("127.0.0.1", port, timeout=60)
        self.bits, self.free_at = megabits * 1_000_000, 0.0

    def send(self, data: Any) -> None:
        """Send when the line has carried it."""
        self.free_at = max(self.free_at, time.monotonic()) + len(data) * 8 / self.bits
        time.sleep(max(0.0, self.free_at - time.monotonic()))
        super().send(data)


def _send_all(port: int, library: str, who: Pass, place: int, megabits: int) -> None:
    """Send pictures one after the other, in pieces, as the page does."""
    os.sched_setaffinity(0, cores()[1])
    os.nice(10)
    time.sleep(place * SIZE * 8 / (megabits * 1_000_000) / SENDERS)  # nobody sends in step
    for _ in range(UPLOADS // SENDERS):
        line = Wire(port, megabits)
        content = _picture()
        facts = {"name": f"{uuid.uuid4().hex}.jpg", "byte_size": len(content), "modified": ""}
        begun = _ask(line, f"{library}/arrivals", who, urlencode(facts).encode())
        for piece, start in enumerate(range(0, len(content), begun["piece"])):
            _send_piece(
                line, f"{begun['url']}{piece}", who, content[start : start + begun["piece"]]
            )
        end = {"unit": "", "credit": "Ada", "checksum": hashlib.sha256(content).hexdigest()}
        told = _ask(line, begun["end"], who, urlencode(end).encode())
        if "refusal" in told or "problem" in told:
            raise RuntimeError(f"an upload was answered {told}")
        line.close()


def _send_piece(line: http.client.HTTPConnection, path: str, who: Pass, piece: bytes) -> None:
    checksum = hashlib.sha256(piece).hexdigest()
    _ask(line, path, who, piece, {"Content-Type": RAW, "X-Checksum": checksum})


def _ask(
    line: http.client.HTTPConnection,
    path: str,
    who: Pass,
    body: bytes,
    kind: Mapping[str, str] = FORM,
) -> dict[str, Any]:
    line.request("POST", path, body=body, headers={**who.headers, **kind})
    answer = line.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} was answered {answer.status}")
    told: dict[str, Any] = json.loads(content)
    return told


def _picture() -> bytes:
    """Return a small picture with five megabytes behind it."""
    with BytesIO() as file:
        Image.new("RGB", (1200, 1500), "#14594f").save(file, "JPEG")
        return file.getvalue() + os.urandom(SIZE - file.tell())
