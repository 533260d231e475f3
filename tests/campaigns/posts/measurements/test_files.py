"""Files of numbers, kind and hostile: each part's fate is named, and nobody goes online."""

import io
import json
import lzma
import socket
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from campaigns.posts.instaloader_files import SavedFilesUnreadable, SavedKind
from campaigns.posts.measurements.enums import Number
from campaigns.posts.measurements.files import NoHeadings, SavedFile
from campaigns.posts.measurements.sheets import RowTrouble, moment_in, number_in
from core.errors import DomainError
from core.sent_zips import ENTRY

ZONE = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
SAVED = (2026, 11, 20, 14, 30, 0)
POSTED = int(datetime(2026, 11, 13, 9, tzinfo=UTC).timestamp())


def saved(code: str, **node: object) -> dict[str, object]:
    """A post as Instaloader 4.16 saves it; its own likes are 0 where Instagram sent none."""
    node = {
        "shortcode": code, "taken_at_timestamp": POSTED, "media_type": 1, "like_count": 24,
        "comment_count": 3, "edge_media_preview_like": {"count": 0}, **node,
    }  # fmt: skip
    return {"node": node, "instaloader": {"version": "4.16", "node_type": "Post"}}


LEGACY = {
    "node": {
        "shortcode": "C_VIniGzTE2", "taken_at_timestamp": POSTED,
        "edge_media_preview_like": {"count": 9}, "edge_media_to_comment": {"count": 1},
    },
    "instaloader": {"version": "4.14", "node_type": "Post"},
}  # fmt: skip
PROFILE = {"node": {"username": "kim.holm"}, "instaloader": {"node_type": "Profile"}}
FOLDER: dict[str, bytes] = {
    "kim/2026-11-13_UTC.json": json.dumps(saved("C_VIniGzTE1")).encode(),
    "kim/2026-11-12_UTC.json.xz": lzma.compress(json.dumps(LEGACY).encode()),
    "kim/2026-11-11_UTC.json": json.dumps(
        saved("C_VIniGzTE3", like_count=3, comment_count=None, like_and_view_counts_disabled=True)
    ).encode(),
    "kim/kim_1001.json": json.dumps(PROFILE).encode(),
    "kim/2026-11-13_UTC_comments.json": b'[{"owner": {"username": "somebody"}}]',
    "kim/iterator_x.json.xz": lzma.compress(
        b'{"instaloader": {"node_type": "FrozenNodeIterator"}}'
    ),
    "kim/2026-11-13_UTC.jpg": b"\xff\xd8\xff",
    "../../etc/broken.json": b"{",
}


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(zipfile.ZipInfo(name, SAVED), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


@pytest.fixture
def read(
    tmp_path: Path, plain_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> Callable[[bytes], SavedFile]:
    """Read a file in a house whose doors to the outside are walled up."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("somebody went online while reading a file")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    def read_it(content: bytes) -> SavedFile:
        path = tmp_path / "numbers"
        path.write_bytes(content)
        with plain_app.test_request_context():
            return SavedFile(path, name="2026-11-13_UTC.json", zone=ZONE, otherwise=NOW)

    return read_it


def test_a_folder_is_read_with_its_times_and_each_file_named(
    read: Callable[[bytes], SavedFile],
) -> None:
    file = read(zipped(FOLDER))
    assert [(piece.name, piece.kind) for piece in file.pieces] == [
        ("2026-11-13_UTC.json", SavedKind.POSTS),
        ("2026-11-12_UTC.json.xz", SavedKind.POSTS),
        ("2026-11-11_UTC.json", SavedKind.POSTS),
        ("kim_1001.json", SavedKind.PROFILE),
        ("2026-11-13_UTC_comments.json", SavedKind.COMMENTS),
        ("iterator_x.json.xz", SavedKind.OTHER),
        ("2026-11-13_UTC.jpg", SavedKind.NOT_READ),
        ("broken.json", SavedKind.BROKEN),
    ]
    found = {one.shortcode: one for one in file.readings({"C_VIniGzTE1", "C_VIniGzTE2"})}
    assert found["C_VIniGzTE1"].numbers == {Number.LIKES: 24, Number.COMMENTS: 3}
    assert found["C_VIniGzTE2"].numbers == {Number.LIKES: 9, Number.COMMENTS: 1}
    assert {one.taken_at for one in found.values()} == {datetime(2026, 11, 20, 13, 30, tzinfo=UTC)}
    (hidden,) = file.pieces[2].readings
    assert (dict(hidden.numbers), hidden.likes_hidden) == ({}, True)


def test_one_file_alone_is_as_old_as_somebody_says(read: Callable[[bytes], SavedFile]) -> None:
    for content in (
        json.dumps(saved("C_VIniGzTE1", like_count=None)).encode(),
        lzma.compress(json.dumps(saved("C_VIniGzTE1", like_count=None)).encode()),
    ):
        (piece,) = read(content).pieces
        assert piece.name == "2026-11-13_UTC.json"
        (reading,) = piece.readings
        assert (reading.taken_at, reading.numbers) == (NOW, {Number.COMMENTS: 3})


def test_a_list_is_read_by_its_headings(read: Callable[[bytes], SavedFile]) -> None:
    link = "https://www.instagram.com/p/C_VIniGzTE1/"
    text = (
        "Permalink;Målt;Likes;Kommentarer;Gemt;Nåede konti\r\n"
        f"{link};20.11.2026 kl. 14.30;1.024;;5;3 200\r\n"
        f"{link};;-;0;;\r\n"
        "https://www.instagram.com/kim.holm/;;4;;;\r\n"
        f"{link};engang;4;;;\r\n"
        f"{link};;4K;2;;\r\n"
    )
    told, bare, *refused = read(text.encode()).pieces
    (first,) = told.readings
    assert first.numbers == {Number.LIKES: 1_024, Number.SAVES: 5, Number.REACH: 3_200}
    assert first.taken_at == datetime(2026, 11, 20, 13, 30, tzinfo=UTC)
    (second,) = bare.readings
    assert (second.numbers, second.taken_at) == ({Number.COMMENTS: 0}, NOW)
    assert [one.readings for one in refused] == [()] * 3
    why = [RowTrouble.NO_POST, RowTrouble.NO_DAY, RowTrouble.ODD_NUMBER]
    assert [one.trouble for one in refused] == why
    assert [number_in(text) for text in ("12", " 1,234 ", "1.2", "4K", "-3", "")] == [
        12, 1_234, None, None, None, None,
    ]  # fmt: skip
    assert moment_in("2026-11-20", ZONE) == datetime(2026, 11, 20, 11, tzinfo=UTC)
    for nothing in ("31-02-2026", "0001-01-01T00:00", "9999-12-31T23:59-14:00"):
        assert moment_in(nothing, ZONE) is None


def test_what_swells_or_is_nothing_is_refused(read: Callable[[bytes], SavedFile]) -> None:
    bomb = lzma.compress(b" " * 40_000_000)
    refusals: list[tuple[bytes, type[DomainError]]] = [
        (bomb, SavedFilesUnreadable),
        (zipped({"a.json.xz": bomb}), SavedFilesUnreadable),
        (zipped({"a.json": b" " * 3_000_000}), SavedFilesUnreadable),
        (zipped({"a.jpg": b"\xff"}), SavedFilesUnreadable),
        (b"{", SavedFilesUnreadable),
        (b"Fornavn;Efternavn\r\nKim;Holm\r\n", NoHeadings),
        (b"", NoHeadings),
    ]
    damaged = bytearray(zipped({"a.json": json.dumps(saved("C_VIniGzTE1")).encode()}))
    damaged[40:60] = b"\xff" * 20
    refusals.append((bytes(damaged), SavedFilesUnreadable))
    many = ENTRY * 20_001 + zipped({"a.json": b"{}"})
    refusals.append((many, SavedFilesUnreadable))  # counted before it is opened
    for content, kind in refusals:
        with pytest.raises(kind):
            read(content)
    (deep,) = read(zipped({"a.json": b"[" * 100_000, **dict(list(FOLDER.items())[:1])})).pieces[:1]
    assert deep.kind is SavedKind.BROKEN
