"""A bucket that goes away and comes back: said in words, nothing lost, nothing doubled."""

import io
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from accounts.enums import Role
from accounts.models import Membership
from core import jobs, storage, stored_files
from core.db import db, utcnow
from core.enums import JobState
from core.models import Job
from core.settings import Settings
from core.storage import open_store
from media.library.arrivals import queries
from media.library.enums import OF_PICTURES, AssetKind, AssetState
from media.library.models import Asset
from media.library.people.consents import operations as consents
from media.library.people.enums import GivenBy
from media.library.people.withdrawals.models import Withdrawal
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory
from tests.factories.media import AssetFactory
from tests.factories.pictured import PersonFactory, PersonInAssetFactory
from tests.media.library import corpus
from tests.media.library.sender import Sender
from tests.services import PATIENCE, S3Server


class Wire:
    """The line to a bucket: it can be cut, and somebody can do something while it is in use."""

    def __init__(self, port: int) -> None:
        self.port, self.is_cut, self.meanwhile = port, False, lambda _sent: None
        self.ends: list[socket.socket] = []
        self.changing = threading.Lock()  # a line is open and known, or cut
        self.door = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._answer, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.door.getsockname()[1]}"

    def cut(self) -> None:
        with self.changing:
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
                with self.changing:
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


def somebody_writing(app: Flask, written: list[bytes]) -> Callable[[bytes], None]:
    """While a bucket is slow nobody waits for the database."""

    def write(sent: bytes) -> None:
        if sent.startswith(b"PUT"):
            with app.app_context(), db.engine.begin() as connection:
                connection.execute(update(Membership).values(created_at=utcnow()))
            written.append(sent)

    return write


def test_an_upload_goes_on_when_its_bucket_is_back(app: Flask, wire: Wire, sender: Sender) -> None:
    written: list[bytes] = []
    (first, *rest) = sender.pieces()
    wire.meanwhile = somebody_writing(app, written)
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


def test_nobody_waits_while_any_file_is_stored(
    app: Flask, wire: Wire, sign_in: Callable[..., AuditingClient]
) -> None:
    member = MembershipFactory(role=Role.OWNER)
    home = f"/o/{member.organisation.slug}"
    film = AssetFactory(organisation=member.organisation, kind=AssetKind.FILM)
    picture = AssetFactory(organisation=member.organisation)
    person = PersonFactory(organisation=member.organisation)
    PersonInAssetFactory(asset=picture, person=person, consent=None)
    ways = {
        f"{home}/library/{film.id}/cover": {"cover": corpus.jpeg()},
        f"{home}/library/{film.id}/captions": {"captions_da": b"WEBVTT\n\n00:00 --> 00:01\nHej"},
        f"{home}/library/{picture.id}/original": {"original": corpus.jpeg((900, 700))},
        f"{home}/library/people/{person.id}/paper": {"paper": corpus.jpeg()},
        f"{home}/settings/logo": {"logo": corpus.jpeg()},
    }
    agreed = {"agreed_channels": "print", "agreed_until": str(utcnow().date() + timedelta(days=9))}
    client, written = sign_in(member.user), list[bytes]()
    wire.meanwhile = somebody_writing(app, written)
    for number, (path, files) in enumerate(ways.items(), 1):
        sent = {name: (io.BytesIO(content), "a.jpg") for name, content in files.items()}
        answer = client.post(path, data={**agreed, **sent})
        assert (answer.status_code, len(written)) in ((302, number), (303, number)), path


def test_a_no_counts_at_once_however_slow_the_bucket(
    app: Flask, wire: Wire, sender: Sender
) -> None:
    sender.everything()
    jobs.run_all()
    [asset] = db.session.scalars(select(Asset))
    mark = PersonInAssetFactory(asset=asset)
    path = f"/files/{asset.renditions[0].id}"
    shown = sender.client.get(path)
    assert (shown.status_code, shown.headers["Cache-Control"]) == (302, "private, max-age=15")
    assert "X-Amz-Expires=30" in shown.location
    reached, go_on = threading.Event(), threading.Event()

    def slowly(sent: bytes) -> None:
        if sent.startswith((b"DELETE", b"POST")):
            reached.set()
            assert go_on.wait(PATIENCE)

    def work() -> None:
        with app.app_context():
            jobs.run_all()

    wire.meanwhile = slowly
    consents.say_no(mark.person, way=GivenBy.LINK)
    db.session.commit()
    worker = threading.Thread(target=work)
    worker.start()
    assert reached.wait(PATIENCE)
    gone = sender.client.get(path)  # the files are still there
    assert (gone.status_code, "no-store" in gone.headers["Cache-Control"]) == (410, True)
    db.session.execute(update(Membership).values(created_at=utcnow()))
    db.session.commit()
    go_on.set()
    worker.join(PATIENCE)
    assert not worker.is_alive()
    assert list(storage.listed(f"renditions/{asset.id.hex}")) == []
    assert sender.client.get(path).status_code == 410
    told = db.session.scalars(select(Withdrawal)).one()
    assert told.files_gone_at
