"""A signed-in browser outside this process, for what is sent and not only read."""

import http.client
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from accounts.models import User
from bench.harness import Server
from bench.inside import SITE, signed_in

PIECE = 64 * 1024
IN_SESSION = "0" * 40


@dataclass(frozen=True)
class Pass:
    """The cookie of somebody signed in, and the token their forms carry."""

    cookie: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """Return what the browser sends along."""
        return {"Cookie": self.cookie, "X-CSRFToken": self.token}


def pass_of(app: Flask, user: User) -> Pass:
    """Sign somebody in; commits."""
    client = signed_in(app, user)
    with client.session_transaction(base_url=SITE) as session:
        session["csrf_token"] = IN_SESSION
    name = app.session_interface.get_cookie_name(app)
    kept = client.get_cookie(name, domain=SITE.removeprefix("https://"))
    if kept is None:
        raise RuntimeError("nobody is signed in")
    token = URLSafeTimedSerializer(str(app.secret_key), salt="wtf-csrf-token").dumps(IN_SESSION)
    return Pass(f"{name}={kept.value}", str(token))


@dataclass(frozen=True)
class Fetch:
    """One download: milliseconds to the first byte of the file, seconds in all, and its size."""

    first: float
    seconds: float
    size: int


def download(server: Server, path: str, who: Pass | None = None) -> Fetch:
    """Fetch a file by POST as fast as it comes. Raises RuntimeError for any other answer."""
    began = time.perf_counter()
    pieces = _pieces(server, path, who)
    size = len(next(pieces))
    first = (time.perf_counter() - began) * 1000
    size += sum(map(len, pieces))
    return Fetch(first, time.perf_counter() - began, size)


def _pieces(server: Server, path: str, who: Pass | None) -> Iterator[bytes]:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        line.request("POST", path, headers=who.headers if who else {})
        answer = line.getresponse()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        while piece := answer.read(PIECE):
            yield piece
    finally:
        line.close()


class Work(Protocol):
    """What runs beside: a thread or a process."""

    def is_alive(self) -> bool:
        """Say whether it still runs."""


def read_steadily(
    server: Server,
    path: str,
    who: Pass,
    *,
    rate: int,
    seconds: float = 0,
    beside: Sequence[Work] = (),
) -> list[float]:
    """Read a page at a fixed rate, for some seconds or while work runs; return the milliseconds.

    Each is timed from when it was planned, so that a slow one makes the next late as well.
    """
    times: list[float] = []
    began = time.perf_counter()
    while time.perf_counter() - began < seconds or any(one.is_alive() for one in beside):
        planned = began + len(times) / rate
        time.sleep(max(0.0, planned - time.perf_counter()))
        _read(server, path, who)
        times.append((time.perf_counter() - planned) * 1000)
    return times


def _read(server: Server, path: str, who: Pass) -> None:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        line.request("GET", path, headers=who.headers)
        answer = line.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
    finally:
        line.close()
