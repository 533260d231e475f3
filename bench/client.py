"""Clients: a steady one, and one that outlives the server; ``bench.eager`` is the fast one."""

import http.client
import socket
import threading
import time
from dataclasses import dataclass
from statistics import quantiles
from urllib.parse import urlsplit

PERSON = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)


@dataclass(frozen=True)
class Slice:
    """A few seconds of requests: how many a second, how long they took (ms), how many failed.

    ``microseconds`` is the processor time the server spent on each.
    """

    per_second: float
    p50: float
    p99: float
    errors: int
    answered: int = 0
    microseconds: float = 0.0


def steady(url: str, *, rate: int, seconds: float, connections: int = 8) -> Slice:
    """Ask at a fixed rate; a late request counts as slow, for it is timed from its planned send."""
    return _in_threads(url, seconds=seconds, connections=connections, rate=rate / connections)


def slice_of(times: list[float], *, seconds: float, errors: int) -> Slice:
    """Return what some seconds came to, given how many milliseconds each answer took."""
    cuts = quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
    return Slice(len(times) / seconds, cuts[49], cuts[98], errors, len(times))


def _in_threads(url: str, *, seconds: float, connections: int, rate: float) -> Slice:
    times: list[float] = []
    errors: list[str] = []
    began = time.perf_counter()

    def ask(number: int) -> None:
        address = urlsplit(url)
        line = http.client.HTTPConnection(address.hostname or "", address.port, timeout=10)
        asked = 0
        while time.perf_counter() - began < seconds:
            planned = began + (asked + number / connections) / rate
            time.sleep(max(0.0, planned - time.perf_counter()))
            asked += 1
            try:
                line.request("GET", address.path, headers={"User-Agent": PERSON})
                answer = line.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException) as error:
                errors.append(str(error))
                line.close()
                continue
            if answer.status >= 400:
                errors.append(str(answer.status))
            times.append((time.perf_counter() - planned) * 1000)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return slice_of(times, seconds=seconds, errors=len(errors))


class Visitors:
    """Many visitors at once, who keep asking until the server is gone, and count what they saw."""

    def __init__(self, port: int, path: str, *, count: int = 8, enough: int = 1) -> None:
        self.sent = 0
        self.acknowledged = 0
        self._enough = enough
        self.answered = threading.Event()  # set as soon as one of them was answered often enough
        self._counting = threading.Lock()
        self._request = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: {PERSON}\r\n\r\n"
        ).encode()
        self._threads = [
            threading.Thread(target=self._visit, args=(port,), daemon=True) for _ in range(count)
        ]

    def start(self) -> None:
        """Let them in."""
        for thread in self._threads:
            thread.start()

    def wait(self) -> None:
        """Return once the last of them has given up."""
        for thread in self._threads:
            thread.join(timeout=30)

    def _visit(self, port: int) -> None:
        sent = acknowledged = 0
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
                while True:
                    sent += 1
                    line.sendall(self._request)
                    answer = b""
                    while not answer.endswith(b"\r\n\r\n"):
                        received = line.recv(4096)
                        if not received:
                            return
                        answer += received
                    acknowledged += answer.startswith(b"HTTP/1.1 302")
                    if acknowledged >= self._enough:
                        self.answered.set()
        except OSError:
            return
        finally:
            with self._counting:
                self.sent += sent
                self.acknowledged += acknowledged
