"""Somebody's page that sends a file to the library in pieces."""

import hashlib
from collections.abc import Iterator

from werkzeug.test import TestResponse

from media.library.arrivals import queries
from tests.client import AuditingClient


class Sender:
    """A page that sends one file."""

    def __init__(self, client: AuditingClient, path: str, content: bytes) -> None:
        self.client, self.content = client, content
        self.begun = client.post(
            f"{path}/library/arrivals",
            data={"name": "mølle.jpg", "byte_size": str(len(content)), "modified": "1"},
        )
        self.said = self.begun.json or {}
        self.id = self.said.get("url", "").rstrip("/").rpartition("/")[2].replace("-", "")

    def pieces(self) -> Iterator[tuple[int, bytes]]:
        for number in range(queries.pieces_of(len(self.content))):
            yield number, self.content[number * queries.PIECE : (number + 1) * queries.PIECE]

    def send(self, number: int, piece: bytes, checksum: str = "") -> TestResponse:
        return self.client.post(
            f"{self.said['url']}{number}", data=piece, headers={"X-Checksum": checksum}
        )

    def end(self, checksum: str | None = None) -> TestResponse:
        told = hashlib.sha256(self.content).hexdigest() if checksum is None else checksum
        data = {"checksum": told, "unit": "", "credit": " Mette "}
        return self.client.post(self.said["end"], data=data)

    def everything(self) -> TestResponse:
        for number, piece in self.pieces():
            assert self.send(number, piece, hashlib.sha256(piece).hexdigest()).status_code == 200
        return self.end()
