"""Files are stored whole or not at all, and sent so that nothing in them can run."""

import os
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from core import storage, storage_folder
from core.storage_folder import Folder
from tests.services import S3Server, free_port

KEY = "renditions/3f/portrait.jpg"


@pytest.fixture(params=["folder", "bucket"])
def store_app(request: pytest.FixtureRequest, make_app: Callable[..., Flask]) -> Iterator[Flask]:
    if request.param == "folder":
        app = make_app()
    else:
        server: S3Server = request.getfixturevalue("s3_server")
        app = bucket_app(make_app, server)
    with app.test_request_context():
        yield app


def bucket_app(
    make_app: Callable[..., Flask], server: S3Server, endpoint: str | None = None
) -> Flask:
    return make_app(
        storage_url=f"s3://{server.bucket}/files",
        s3_endpoint=endpoint or server.endpoint,
        s3_access_key=server.access_key,
        s3_secret_key=server.secret_key,
    )


def test_a_file_comes_back_as_it_was(store_app: Flask, tmp_path: Path) -> None:
    content = os.urandom(3_000_000)
    original, copy = tmp_path / "original", tmp_path / "copy"
    original.write_bytes(content)
    storage.save(KEY, original, mimetype="image/jpeg")
    storage.download_to(KEY, copy)
    assert storage.read(KEY) == content == copy.read_bytes()
    assert (storage.exists(KEY), storage.size(KEY)) == (True, 3_000_000)
    storage.save(KEY, b"other", mimetype="image/jpeg")
    assert b"".join(storage.stream(KEY)) == b"other"


@pytest.mark.parametrize("knows_second_names", [True, False])
def test_a_file_lasts_though_its_source_is_thrown_away(
    knows_second_names: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_names: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    if not knows_second_names:
        monkeypatch.setattr(os, "link", refuse)
    store, source = Folder(tmp_path / "files"), tmp_path / "source"
    for content in (b"first", b"second, written over the first"):
        source.write_bytes(content)
        store.save("a/file", source, "text/plain")
        source.unlink()
        assert b"".join(store.stream("a/file")) == content
    assert [one.key for one in store.listed("a")] == ["a/file"]


def test_a_deleted_file_is_gone_and_may_be_deleted_again(store_app: Flask) -> None:
    storage.save("a/gone.jpg", b"x", mimetype="image/jpeg")
    storage.delete("a/gone.jpg")
    storage.delete("a/gone.jpg")
    assert not storage.exists("a/gone.jpg")
    with pytest.raises(FileNotFoundError):
        storage.read("a/gone.jpg")
    with pytest.raises(FileNotFoundError):
        storage.size("a/gone.jpg")
    with pytest.raises(NotFound):
        storage.send("a/gone.jpg", mimetype="image/jpeg")


def test_folders_go_with_their_last_file_and_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, put, emptied = Folder(tmp_path), storage_folder._put, []
    for key in ("arrivals/3f/0", "arrivals/3f/1", "originals/a.jpg"):
        store.save(key, b"content", "image/jpeg")
    store.delete("arrivals/3f/0")
    assert [one.key for one in store.listed("arrivals")] == ["arrivals/3f/1"]
    for key in ("arrivals/3f/1", "arrivals/3f/1", "originals/a.jpg", "renditions/3f/a/b.jpg"):
        store.delete(key)
    assert {path.name for path in tmp_path.rglob("*")} == {"arrivals", "originals"}

    def while_it_is_emptied(path: Path, source: Path | bytes) -> None:
        if not emptied:
            path.parent.rmdir()
            emptied.append(path.parent)
        put(path, source)

    monkeypatch.setattr(storage_folder, "_put", while_it_is_emptied)
    store.save("arrivals/3f/0", b"again", "image/jpeg")
    assert b"".join(store.stream("arrivals/3f/0")) == b"again"


@pytest.mark.parametrize(
    "key", ["", "/etc/passwd", "../secret_key", "a/../../b", "a//b", ".hidden"]
)
def test_a_key_that_could_lead_elsewhere_is_refused(plain_app: Flask, key: str) -> None:
    with plain_app.app_context(), pytest.raises(ValueError, match="storage key"):
        storage.read(key)


def test_a_download_has_the_persons_name_and_cannot_run(store_app: Flask) -> None:
    storage.save(KEY, b"picture", mimetype="image/jpeg")
    answer = storage.send(KEY, mimetype="image/jpeg", download_name="Forår på Odder.jpg")
    answer.direct_passthrough = False
    assert (answer.status_code, answer.mimetype, answer.get_data()) == (
        200,
        "image/jpeg",
        b"picture",
    )
    assert "For%C3%A5r%20p%C3%A5%20Odder.jpg" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.cache_control.private
    answer.close()


def test_a_picture_from_the_folder_is_asked_for_once(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    with app.test_request_context():
        storage.save(KEY, b"0123456789", mimetype="image/jpeg")
        first = storage.send(KEY, mimetype="image/jpeg", inline=True)
        first.close()
    assert first.headers["Content-Disposition"].startswith("inline")
    with app.test_request_context(headers={"If-None-Match": first.headers["ETag"]}):
        again = storage.send(KEY, mimetype="image/jpeg", inline=True)
    again.close()
    assert again.status_code == 304
    with app.test_request_context(headers={"Range": "bytes=2-4"}):
        part = storage.send(KEY, mimetype="image/jpeg", inline=True)
        part.direct_passthrough = False
        assert (part.status_code, part.get_data()) == (206, b"234")
        part.close()


def test_a_picture_in_a_bucket_is_fetched_there_for_a_short_while(
    make_app: Callable[..., Flask], s3_server: S3Server
) -> None:
    with bucket_app(make_app, s3_server).test_request_context():
        storage.save(KEY, b"picture", mimetype="image/jpeg")
        answer = storage.send(KEY, mimetype="image/jpeg", inline=True)
    assert answer.status_code == 302
    # Kept for a quarter of a minute, good for half a one: a withdrawn file is gone within a minute.
    assert "X-Amz-Expires=30" in answer.location
    assert answer.cache_control.max_age == 15
    with urllib.request.urlopen(answer.location) as fetched:
        assert (fetched.read(), fetched.headers["Content-Type"]) == (b"picture", "image/jpeg")
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(answer.location.replace("portrait", "foreign"))


@pytest.mark.parametrize(
    ("by", "said"),
    [("x-accel-redirect", f"/stored-files/{KEY}"), ("x-sendfile", f"/uploads/{KEY}")],
)
def test_the_proxy_is_told_which_file_to_send(
    make_app: Callable[..., Flask], by: str, said: str
) -> None:
    with make_app(files_sent_by=by).test_request_context():
        storage.save(KEY, b"picture", mimetype="image/jpeg")
        shown = storage.send(KEY, mimetype="image/jpeg", inline=True)
        saved = storage.send(KEY, mimetype="image/jpeg", download_name="Forår.jpg")
        with pytest.raises(NotFound):
            storage.send("not/there.jpg", mimetype="image/jpeg")
    assert shown.headers[by].endswith(said)
    assert (shown.get_data(), shown.mimetype, shown.headers.get("Content-Disposition")) == (
        b"",
        "image/jpeg",
        None,
    )
    assert shown.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert saved.headers["Content-Disposition"] == "attachment; filename*=UTF-8''For%C3%A5r.jpg"


def test_a_bucket_out_of_reach_refuses_in_words(
    make_app: Callable[..., Flask], s3_server: S3Server
) -> None:
    app = bucket_app(make_app, s3_server, endpoint=f"http://127.0.0.1:{free_port()}")
    with app.test_request_context():
        with pytest.raises(storage.StorageUnavailable) as refusal:
            storage.save(KEY, b"x", mimetype="image/jpeg")
        with pytest.raises(OSError):
            storage.check()
    assert refusal.value.message


def test_a_write_that_breaks_off_leaves_the_old_file_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path)
    folder.save(KEY, b"old", "image/jpeg")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        folder.save(KEY, b"new and longer", "image/jpeg")
    assert [f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()] == [b"old"]


def test_an_unknown_kind_of_storage_is_refused(make_app: Callable[..., Flask]) -> None:
    app = make_app(storage_url="ftp://example.dk/files")
    with app.app_context(), pytest.raises(ValueError, match="TILLID_STORAGE_URL"):
        storage.exists(KEY)
