"""A bucket that goes away and comes back: said in words, nothing lost, nothing doubled."""

import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import select, update

from accounts.models import Membership
from core import jobs, storage, stored_files
from core.db import db, utcnow
from core.enums import JobState
from core.models import Job
from core.settings import Settings
from core.storage import open_store
from media.library.arrivals import queries
from media.library.enums import OF_PICTURES, AssetState
from media.library.models import Asset
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory
from tests.media.library import corpus
from tests.media.library.test_arrivals import Sender
from tests.services import S3Server


class Wire:
    """The line to a bucket: it can be cut, and somebody can do something while it is in use."""

    def __init__(self, port: int) -> None:
        self.port, self.is_cut, self.meanwhile = port, False, lambda _sent: None
        self.ends: list[socket.socket] = []
        self.door = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._answer, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.door.getsockname()[1]}"

    def cut(self) -> None:
        self.is_cut = True
        for end in self.ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self.ends.clear()

    def mend(self) -> None:
        self.is_cut = False

    def close(self) -> None:
        self.cut()
        with suppress(OSError):
            self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()

    def _answer(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self.door.accept()
                if self.is_cut:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self.port))
                self.ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError), one, other:
            while sent := one.recv(65_536):
                self.meanwhile(sent)
                other.sendall(sent)
            other.shutdown(socket.SHUT_WR)


@pytest.fixture
def wire(
    app: Flask, settings: Settings, s3_server: S3Server, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Wire]:
    """The line between this test's app and its files, which are in a bucket."""
    wire = Wire(int(s3_server.endpoint.rpartition(":")[2]))
    changes = {
        "storage_url": f"s3://{s3_server.bucket}/{uuid.uuid4().hex}",
        "s3_endpoint": wire.address,
        "s3_access_key": s3_server.access_key,
        "s3_secret_key": s3_server.secret_key,
    }
    store = open_store(settings.model_copy(update=changes))
    monkeypatch.setitem(app.extensions, "storage", store)
    monkeypatch.setattr(queries, "PIECE", 20_000)
    yield wire
    wire.close()


@pytest.fixture
def sender(wire: Wire, sign_in: Callable[..., AuditingClient]) -> Sender:
    member = MembershipFactory(user__locale="en")
    assert isinstance(member, Membership)
    path = f"/o/{member.organisation.slug}"
    return Sender(sign_in(member.user), path, corpus.jpeg())


def try_again() -> int:
    """Do what is to be done again, as the worker would some minutes later."""
    db.session.execute(update(Job).where(Job.state == JobState.QUEUED).values(run_after=utcnow()))
    db.session.commit()
    return jobs.run_all(tolerate_failures=True)


def test_an_upload_goes_on_when_its_bucket_is_back(app: Flask, wire: Wire, sender: Sender) -> None:
    written: list[bytes] = []

    def somebody_writes(sent: bytes) -> None:
        """While a bucket is slow nobody waits for the database."""
        if sent.startswith(b"PUT"):
            with app.app_context(), db.engine.begin() as connection:
                connection.execute(update(Membership).values(created_at=utcnow()))
            written.append(sent)

    (first, *rest) = sender.pieces()
    wire.meanwhile = somebody_writes
    assert sender.send(*first).status_code == 200
    wire.cut()
    refused = sender.send(*rest[0])
    assert (refused.status_code, (refused.json or {})["pieces"]) == (503, 1)
    assert "could not be saved just now" in (refused.json or {})["problem"]
    wire.mend()
    for number, piece in rest:
        assert sender.send(number, piece).status_code == 200
    assert len(written) >= len(rest) + 1

    wire.meanwhile = lambda sent: wire.cut() if sent.startswith(b"GET") else None
    refused = sender.end()
    assert refused.status_code == 503
    assert "cannot be fetched just now" in (refused.json or {})["problem"]
    assert db.session.scalars(select(Asset)).all() == []

    wire.meanwhile = lambda _sent: None
    wire.mend()
    answer = sender.end()
    assert (answer.json or {})["new"]
    assert sender.end().json == answer.json
    [asset] = db.session.scalars(select(Asset))
    assert asset.credit == "Mette"
    assert storage.read(asset.storage_key) == sender.content


def test_formats_are_finished_when_their_bucket_is_back(wire: Wire, sender: Sender) -> None:
    assert (sender.everything().json or {})["new"]
    puts: list[bytes] = []

    def cut_in_the_middle(sent: bytes) -> None:
        puts.extend([sent] if sent.startswith(b"PUT") else [])
        if len(puts) == 3:
            wire.cut()

    wire.meanwhile = cut_in_the_middle
    jobs.run_all(tolerate_failures=True)
    [asset] = db.session.scalars(select(Asset))
    assert (asset.state, asset.renditions) == (AssetState.PROCESSING, [])
    made = jobs.latest("make_renditions", asset.id)
    assert made
    assert (made.state, made.is_over) == (JobState.QUEUED, False)
    assert str(made.error).startswith("StorageUnavailable")

    wire.meanwhile = lambda _sent: None
    try_again()  # still away
    wire.mend()
    try_again()
    db.session.rollback()

    assert asset.state is AssetState.READY
    assert sorted(row.format for row in asset.renditions) == sorted(OF_PICTURES)
    own = f"renditions/{asset.id.hex}"
    assert {one.key for one in storage.listed(own)} == {row.storage_key for row in asset.renditions}
    assert [*storage.listed("arrivals"), *stored_files.missing()] == []
