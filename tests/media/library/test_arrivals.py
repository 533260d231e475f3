"""Files that come in pieces: whole or not at all, and only once."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select

from accounts.models import Membership
from core import jobs, storage
from core.db import db
from core.settings import current_settings
from media.library.arrivals import operations, queries
from media.library.arrivals.models import Arrival
from media.library.models import Asset
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory
from tests.media.library import corpus
from tests.media.library.sender import Sender


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PIECE", 20_000)


@pytest.fixture
def membership(app: Flask) -> Membership:
    found = MembershipFactory(user__locale="en")
    assert isinstance(found, Membership)
    return found


Begin = Callable[[bytes], Sender]


@pytest.fixture
def begin(membership: Membership, sign_in: Callable[..., AuditingClient]) -> Begin:
    client, path = sign_in(membership.user), f"/o/{membership.organisation.slug}"
    return lambda content: Sender(client, path, content)


def stored(sender: Sender) -> set[str]:
    """Return the names of the pieces that are stored of a file."""
    folder = Path(urlsplit(current_settings().storage_url).path) / "arrivals"
    return {path.name for path in folder.joinpath(sender.id).rglob("*")}


def test_a_file_in_pieces_becomes_a_picture_and_its_pieces_are_forgotten(
    begin: Begin, run_jobs: Callable[[], None]
) -> None:
    sender = begin(corpus.jpeg())
    answer = sender.everything().json
    [asset] = db.session.scalars(select(Asset))
    assert answer == {"new": True, "url": f"{sender.said['url'].split('/arrivals')[0]}/{asset.id}"}
    assert (asset.original_name, asset.credit) == ("mølle.jpg", "Mette")
    assert storage.read(asset.storage_key) == sender.content
    assert sender.end().json == answer  # whoever did not hear it may ask again
    run_jobs()
    assert stored(sender) == set()


def test_the_same_file_goes_on_where_it_stopped_and_pieces_count_once(begin: Begin) -> None:
    first = begin(corpus.jpeg())
    pieces = dict(first.pieces())
    for number in (0, 1, 1, 0):
        assert first.send(number, pieces[number]).status_code == 200
    assert first.send(3, pieces[3]).status_code == 409

    again = begin(corpus.jpeg())

    assert again.said["pieces"] == 2
    assert again.said["url"] == first.said["url"]
    for number in range(2, len(pieces)):
        again.send(number, pieces[number])
    assert again.end().json["new"] is True  # type: ignore[index]  # an answer in JSON


def test_a_damaged_piece_is_asked_for_again(begin: Begin) -> None:
    sender = begin(corpus.jpeg())
    answer = sender.send(0, bytes(20_000), hashlib.sha256(b"other").hexdigest())
    assert answer.status_code == 409
    assert answer.json
    assert answer.json["pieces"] == 0
    assert sender.send(0, b"too short").status_code == 409
    assert stored(sender) == set()


def test_a_file_that_is_not_what_was_sent_starts_again(begin: Begin) -> None:
    sender = begin(corpus.jpeg())
    for number, piece in sender.pieces():
        sender.send(number, piece)
    assert "once more" in sender.end("0" * 64).text
    assert db.session.scalar(select(func.count(Asset.id))) == 0
    assert begin(corpus.jpeg()).said["pieces"] == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"Dear all" * 100, "not a picture"), (corpus.jpeg()[:-4000], "damaged")],
    ids=["text", "truncated"],
)
def test_a_refused_file_is_told_why(content: bytes, says: str, begin: Begin) -> None:
    assert says in begin(content).everything().text
    assert db.session.scalar(select(func.count(Asset.id))) == 0


@pytest.mark.parametrize("told", [True, False], ids=["checksum", "none"])
def test_a_file_in_one_piece_is_not_copied_and_is_checked_all_the_same(
    told: bool, begin: Begin, run_jobs: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PIECE", len(corpus.jpeg()))
    checksum = hashlib.sha256(corpus.jpeg()).hexdigest() if told else ""
    sender = begin(corpus.jpeg())
    assert sender.send(0, sender.content, checksum).status_code == 200
    assert "once more" in sender.end("0" * 64).text
    sender = begin(corpus.jpeg())
    assert sender.said["pieces"] == 0
    sender.send(0, sender.content, checksum)
    with monkeypatch.context() as reading:
        if told:
            reading.setattr(storage.Folder, "stream", None)  # nothing is read again
        assert (sender.end().json or {})["new"] is True
    run_jobs()
    [asset] = db.session.scalars(select(Asset))
    assert asset.checksum == hashlib.sha256(sender.content).hexdigest()
    assert storage.read(asset.storage_key) == sender.content
    assert stored(sender) == set()


def test_of_two_files_sent_as_one_at_once_none_bears_the_others_checksum(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = corpus.jpeg()
    other, save = one[:-9] + bytes(7) + one[-2:], storage.save
    monkeypatch.setattr(queries, "PIECE", len(one))
    sender, checksum = begin(one), hashlib.sha256(one).hexdigest()

    def while_the_other_is_quicker(key: str, content: bytes, *, mimetype: str) -> None:
        monkeypatch.setattr(storage, "save", save)
        assert sender.send(0, one, checksum).status_code == 200
        save(key, content, mimetype=mimetype)

    monkeypatch.setattr(storage, "save", while_the_other_is_quicker)
    assert sender.send(0, other, hashlib.sha256(other).hexdigest()).status_code == 200
    assert (sender.end(checksum).json or {})["new"] is True
    assert storage.read(db.session.scalars(select(Asset)).one().storage_key) == one


def test_what_is_there_already_is_led_to(begin: Begin) -> None:
    begin(corpus.jpeg()).everything()
    answer = begin(corpus.jpeg()).everything().json
    assert answer
    assert answer["new"] is False
    assert db.session.scalar(select(func.count(Asset.id))) == 1


def test_a_file_of_an_impossible_size_is_refused_before_it_is_sent(
    membership: Membership, sign_in: Callable[..., AuditingClient]
) -> None:
    client, path = sign_in(membership.user), f"/o/{membership.organisation.slug}/library"
    for name, size, why in (
        ("a.jpg", 0, "not copied to the end"),
        ("a.jpg", -1, "not copied to the end"),
        ("a.jpg", 25 * 1024**2 + 1, "larger than 25 MB. Save it as JPEG"),
        ("a.MP4", 200_000_001, "larger than 200 MB. Save it in 1080p"),
    ):
        facts = {"name": name, "byte_size": str(size), "modified": ""}
        answer = client.post(f"{path}/arrivals", data=facts)
        assert answer.status_code == 422, (name, size)
        assert why in (answer.json or {})["refusal"]
    empty = {"unit": "", "pictures": [(io.BytesIO(), "tom.jpg")]}
    assert "not copied to the end" in client.post(path, data=empty).text


def test_a_full_disk_costs_nothing_that_is_there_and_it_goes_on_later(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = begin(corpus.jpeg())
    pieces = dict(sender.pieces())
    save, full = storage.Folder.save, [True]

    def save_unless_full(*args: object) -> None:
        if full:
            raise OSError(28, "No space left on device")
        save(*args)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(storage.Folder, "save", save_unless_full)
    answer = sender.send(0, pieces[0])
    assert answer.status_code == 503
    assert "Try again in a few minutes" in (answer.json or {})["problem"]
    full.clear()
    for number, piece in sender.pieces():
        sender.send(number, piece)
    full.append(True)
    assert sender.end().status_code == 503
    full.clear()
    with monkeypatch.context() as no_room:
        no_room.setattr(operations.storage, "stream", lambda _key: save_unless_full(full.append(1)))
        assert sender.end().status_code == 503
    full.clear()
    assert (sender.end().json or {})["new"] is True
    assert db.session.scalar(select(func.count(Asset.id))) == 1


def test_somebody_elses_file_is_not_found(
    begin: Begin, sign_in: Callable[..., AuditingClient], membership: Membership
) -> None:
    sender = begin(corpus.jpeg())
    colleague = MembershipFactory(organisation=membership.organisation, user__locale="en").user
    client = sign_in(colleague)
    for answer in (
        client.post(f"{sender.said['url']}0", data=b"x"),
        client.post(sender.said["end"], data={"unit": ""}),
    ):
        assert answer.status_code == 404


def test_what_never_came_to_its_end_is_forgotten(
    begin: Begin, run_jobs: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = begin(corpus.jpeg())
    sender.send(*next(sender.pieces()))
    assert stored(sender) == {"0"}
    jobs.enqueue("forget_arrivals")
    run_jobs()
    assert stored(sender) == {"0"}
    monkeypatch.setattr("media.library.arrivals.jobs.KEPT_HOURS", -1)
    jobs.enqueue("forget_arrivals")
    run_jobs()
    assert stored(sender) == set()
    assert db.session.scalar(select(func.count(Arrival.id))) == 0


def test_nobody_fills_the_disk_with_files_that_never_end(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = len(corpus.jpeg())
    monkeypatch.setattr(operations, "MOST_BYTES_UNFINISHED", size + 1)
    sender = begin(corpus.jpeg())
    refused = sender.client.post(
        sender.said["url"].rsplit("/", 2)[0],
        data={"name": "b.jpg", "byte_size": "2", "modified": ""},
    )
    assert (refused.status_code, "on their way" in refused.text) == (422, True)
    sender.everything()
    assert begin(corpus.jpeg()).begun.status_code == 200


def test_an_end_sent_twice_at_once_counts_once(
    begin: Begin, run_jobs: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    sender, put_together, told = begin(corpus.jpeg()), operations.put_together, []

    def while_the_other_is_quicker(arrival: Arrival, path: Path, checksum: str) -> str:
        monkeypatch.setattr(operations, "put_together", put_together)
        told.append(sender.end().json)
        run_jobs()
        return put_together(arrival, path, checksum)

    monkeypatch.setattr(operations, "put_together", while_the_other_is_quicker)
    assert sender.everything().json == told[0]
    assert told[0]["new"] is True
    assert db.session.scalar(select(func.count(Asset.id))) == 1


def test_nobody_waits_for_the_database_while_a_file_is_put_together(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_together, waited_for = operations.put_together, []

    def watched(arrival: Arrival, path: Path, checksum: str) -> str:
        found = put_together(arrival, path, checksum)
        waited_for.append(db.session().in_transaction())
        return found

    monkeypatch.setattr(operations, "put_together", watched)
    assert (begin(corpus.jpeg()).everything().json or {})["new"] is True
    assert waited_for == [False]


def test_a_damaged_file_whose_end_is_sent_twice_at_once_is_told_of(
    begin: Begin, run_jobs: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    sender, put_together = begin(corpus.jpeg()), operations.put_together

    def while_the_other_is_quicker(arrival: Arrival, path: Path, checksum: str) -> str:
        monkeypatch.setattr(operations, "put_together", put_together)
        assert "did not arrive as it was sent" in (sender.end("0" * 64).json or {})["refusal"]
        run_jobs()
        return put_together(arrival, path, checksum)

    for number, piece in sender.pieces():
        sender.send(number, piece)
    monkeypatch.setattr(operations, "put_together", while_the_other_is_quicker)
    assert sender.end("0" * 64).status_code == 404
