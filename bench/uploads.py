"""Two hundred pictures of 5 MB come in while somebody reads a page: how much slower is the page?"""

import http.client
import os
import tempfile
import threading
import uuid
from io import BytesIO
from pathlib import Path

from PIL import Image

from bench import a_kit
from bench.figures import Better, Figure, compared
from bench.harness import Server, serving
from bench.inside import add_organiser
from bench.product import SETTINGS, TARGET, product
from bench.season import start_campaign
from bench.sending import Pass, pass_of, read_steadily
from core.db import db

UPLOADS, SIZE = 200, 5 * 1024**2
SENDERS = 4
ROUNDS = 3
READS_PER_SECOND = 10
IDLE_SECONDS = 10


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
            pairs = [_round(ours, path, reader, library, senders) for _ in range(ROUNDS)]
    return [
        compared(
            f"A kit's page while {UPLOADS} pictures of 5 MB come in, p95",
            ours=[busy for busy, _ in pairs],
            theirs=[idle for _, idle in pairs],
            beside="idle",
            better=Better.LOWER,
            aim=1.5,
            unit=" ms",
            note=f"{SENDERS} people sending, {READS_PER_SECOND} pages a second read",
        )
    ]


def _round(
    ours: Server, path: str, reader: Pass, library: str, senders: list[Pass]
) -> tuple[float, float]:
    """Return the p95 of the page while pictures come in, and idle, in milliseconds."""
    idle = read_steadily(ours, path, reader, rate=READS_PER_SECOND, seconds=IDLE_SECONDS)
    threads = [
        threading.Thread(target=_send_all, args=(ours, library, one, UPLOADS // SENDERS))
        for one in senders
    ]
    for thread in threads:
        thread.start()
    busy = read_steadily(ours, path, reader, rate=READS_PER_SECOND, beside=threads)
    if any(thread.is_alive() for thread in threads):
        raise RuntimeError("the uploads did not end")
    return busy, idle


def _send_all(ours: Server, library: str, who: Pass, number: int) -> None:
    """Send pictures one after the other; each is a small picture with five megabytes behind it."""
    for _ in range(number):
        _send(ours, library, who)


def _send(ours: Server, library: str, who: Pass) -> None:
    border = uuid.uuid4().hex
    head = (
        f'--{border}\r\nContent-Disposition: form-data; name="unit"\r\n\r\n\r\n'
        f'--{border}\r\nContent-Disposition: form-data; name="credit"\r\n\r\nAda\r\n'
        f'--{border}\r\nContent-Disposition: form-data; name="pictures"; '
        f'filename="{border}.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    ).encode()
    body = head + _picture() + f"\r\n--{border}--\r\n".encode()
    line = http.client.HTTPConnection("127.0.0.1", ours.port, timeout=60)
    kind = {"Content-Type": f"multipart/form-data; boundary={border}"}
    line.request("POST", library, body=body, headers={**who.headers, **kind})
    answer = line.getresponse()
    answer.read()
    line.close()
    if answer.status != 302:
        raise RuntimeError(f"an upload was answered {answer.status}")


def _picture() -> bytes:
    with BytesIO() as file:
        Image.new("RGB", (1200, 1500), "#14594f").save(file, "JPEG")
        return file.getvalue() + os.urandom(SIZE - file.tell())
