"""A client that asks as fast as it is answered, for machines without wrk.

``bench.harness`` starts one for each of the clients' cores, as
``python -m bench.eager PORT PATH SECONDS CONNECTIONS COOKIE``. A client made of threads would be
busy before the server is, and so measure itself. Prints the milliseconds of each answer, and the
number of errors.
"""

import json
import socket
import sys
import time
from selectors import EVENT_READ, DefaultSelector

from bench.client import PERSON

PIECE = 1 << 16
END_OF_HEADERS = b"\r\n\r\n"


class Line:
    """One connection, kept open, with a request at a time."""

    def __init__(self, port: int, request: bytes) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self._request = request
        self.ask()

    def ask(self) -> None:
        """Send the request once more."""
        self._answer, self._length = b"", 0
        self.asked_at = time.perf_counter()
        self.socket.sendall(self._request)

    def hear(self) -> int | None:
        """Take in what has come; return the status once the answer is whole.

        Raises OSError when the server has hung up.
        """
        received = self.socket.recv(PIECE)
        if not received:
            raise ConnectionResetError
        self._answer += received
        self._length = self._length or length_of(self._answer)
        whole = self._length and len(self._answer) >= self._length
        return int(self._answer[9:12]) if whole else None


def length_of(answer: bytes) -> int:
    """Return how long an answer will be in all, or 0 while its headers are still coming."""
    headers, end, _body = answer.partition(END_OF_HEADERS)
    said = headers.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
    return len(headers) + len(end) + int(said or 0) if end else 0


class Crowd:
    """Some connections that ask at once, and what they were answered."""

    def __init__(self, port: int, request: bytes, *, connections: int) -> None:
        self.milliseconds: list[float] = []
        self.errors = 0
        self._port, self._request = port, request
        self._waiting = DefaultSelector()
        for _ in range(connections):
            self._open()

    def ask_for(self, seconds: float) -> None:
        """Keep all connections busy for some seconds."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            for key, _events in self._waiting.select(timeout=1):
                try:
                    self._hear(key.data)
                except OSError:
                    self.errors += 1
                    self._waiting.unregister(key.data.socket)
                    key.data.socket.close()
                    self._open()

    def _open(self) -> None:
        line = Line(self._port, self._request)
        self._waiting.register(line.socket, EVENT_READ, line)

    def _hear(self, line: Line) -> None:
        status = line.hear()
        if status is None:
            return
        self.milliseconds.append((time.perf_counter() - line.asked_at) * 1000)
        self.errors += status >= 400
        line.ask()


def main(port: str, path: str, seconds: str, connections: str, cookie: str) -> None:
    """Ask, and print what came of it."""
    headers = f"Host: 127.0.0.1:{port}\r\nUser-Agent: {PERSON}\r\nCookie: {cookie}"
    request = f"GET {path} HTTP/1.1\r\n{headers}\r\n\r\n".encode()
    crowd = Crowd(int(port), request, connections=int(connections))
    crowd.ask_for(float(seconds))
    print(json.dumps([crowd.milliseconds, crowd.errors]))


if __name__ == "__main__":
    main(*sys.argv[1:])
