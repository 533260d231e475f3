"""A cache between people and the product, as a content network, a company or a phone has one.

It keeps every answer that its headers let anybody keep, for as long as they say and no longer:
those that are private for the one person who asked, all others for everybody. Its clock can be put
forward, so that nobody has to wait to see what is left of an answer.
"""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}
FORBIDDEN = re.compile(r"\bno-(store|cache)\b")
FRESH_FOR = re.compile(r"\bmax-age=(\d+)")


@dataclass(frozen=True)
class Kept:
    """An answer, and when it is too old."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    until: float


@dataclass
class Cache:
    """What is kept, by address and, where it is private, by who asked."""

    address: str
    target: str = ""
    later: float = 0
    kept: dict[tuple[str, str], Kept] = field(default_factory=dict)

    def pass_time(self, seconds: float) -> None:
        """Let everything that is kept become so much older."""
        self.later += seconds

    def holds(self, path: str) -> bool:
        """Say whether anybody would be given an old answer from here."""
        return any(at == path and self._is_fresh(one) for (at, _), one in self.kept.items())

    def has_kept(self, path: str) -> bool:
        """Say whether an answer was kept for anybody, however old it is by now."""
        return any(at == path for at, _who in self.kept)

    def is_shared(self) -> bool:
        """Say whether something is kept for everybody."""
        return any(not who for _path, who in self.kept)

    def find(self, path: str, who: str) -> Kept | None:
        """Return what is kept for this person or for everybody, while it is fresh."""
        found = self.kept.get((path, who)) or self.kept.get((path, ""))
        return found if found and self._is_fresh(found) else None

    def keep(self, path: str, who: str, status: int, headers: HTTPMessage, body: bytes) -> None:
        """Keep an answer if it may be kept."""
        said = headers.get("Cache-Control", "")
        fresh = FRESH_FOR.search(said)
        if FORBIDDEN.search(said) or fresh is None or status not in (200, 301, 302, 404, 410):
            return
        is_private = "private" in said or "Cookie" in headers.get("Vary", "")
        until = self._now() + int(fresh[1])
        self.kept[path, who if is_private else ""] = Kept(status, headers.items(), body, until)

    def _is_fresh(self, one: Kept) -> bool:
        return one.until > self._now()

    def _now(self) -> float:
        return time.monotonic() + self.later


class Server(ThreadingHTTPServer):
    """Listens on a port of its own and knows what is kept."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Door)
        self.cache = Cache(f"http://127.0.0.1:{self.server_port}")


class Door(BaseHTTPRequestHandler):
    """One question: answered from what is kept, or passed on."""

    server: Server

    def do_GET(self) -> None:
        who = self.headers.get("Cookie", "")
        found = None if "Range" in self.headers else self.server.cache.find(self.path, who)
        if found is None:
            self._ask(who)
        else:
            self._answer(found.status, found.headers, found.body)

    def do_POST(self) -> None:
        self._ask("")

    do_HEAD = do_POST  # noqa: N815 -- http.server calls it so

    def _ask(self, who: str) -> None:
        line = HTTPConnection(self.server.cache.target.removeprefix("http://"))
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        line.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() != "connection":
                line.putheader(name, value)
        line.endheaders(sent)
        told = line.getresponse()
        body = told.read()
        line.close()
        if self.command == "GET" and "Range" not in self.headers:
            self.server.cache.keep(self.path, who, told.status, told.headers, body)
        self._answer(told.status, told.headers.items(), body)

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def caching() -> Iterator[Cache]:
    """A cache that listens; what it stands in front of is its ``target``."""
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.cache
    server.shutdown()
    server.server_close()
