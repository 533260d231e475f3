import io
import tracemalloc
import zipfile

import pytest
from flask import Flask

from core import storage
from core.db import db
from core.zips import FOLLOWS, checksum_of
from media.kits import archive
from media.kits.errors import NothingToFetch, PictureTakenOut
from media.library.enums import Recognisable
from tests.client import AuditingClient
from tests.media.kits.conftest import Stage, store_files, today
from tests.queries import count_queries

LINK = "https://tillid.example/r/KRTMWD"
MEGABYTE = 1024**2


def fetched(stage: Stage, link: str | None = None) -> dict[str, bytes]:
    made = archive.zip_kit(stage.kit, stage.ambassador.cohort, on=today(), link=link)
    content = b"".join(made.pieces)
    assert len(content) == made.byte_size
    with zipfile.ZipFile(io.BytesIO(content)) as unpacked:
        assert unpacked.testzip() is None
        return {name: unpacked.read(name) for name in unpacked.namelist()}


def text(content: bytes) -> str:
    return content.decode("utf-8-sig")


def test_everything_of_the_kit_is_in_the_zip(stage: Stage) -> None:
    files = fetched(stage, LINK)

    shapes = ("4x5", "3x4", "1x1", "9x16")
    pictures = {f"{n}-{shape}.jpg" for n in (1, 2) for shape in shapes}
    texts = {"captions-da.txt", "captions-en.txt", "alt-texts-da.txt", "alt-texts-en.txt"}
    assert set(files) - pictures - texts in ({"README.txt"}, {"LÆSMIG.txt"})
    assert pictures | texts <= set(files)
    assert files["2-9x16.jpg"].rstrip(b".") == b"9x16"
    assert text(files["captions-en.txt"]) == (
        "I am a student ambassador for Studieliv Holstebro.\n"
        f"Tuesday in the workshop. {LINK}\n"
        "#via\n"
    )
    assert text(files["captions-da.txt"]).count("Jeg er studieambassadør") == 2
    assert text(files["alt-texts-da.txt"]) == "1: Pensler i dåser\n2: En eng i modlys\n"


def test_a_held_back_picture_is_not_in_the_zip(stage: Stage) -> None:
    held = stage.add_picture(alt_da="En dreng på en gynge", recognisable=Recognisable.SOMEBODY)
    files = fetched(stage)
    assert not any(name.startswith("3-") for name in files)
    assert all("gynge" not in text(files[name]) for name in files if name.endswith(".txt"))
    held.recognisable = Recognisable.NOBODY
    assert "3-4x5.jpg" in fetched(stage)


def test_a_picture_whose_file_is_lost_is_left_out(stage: Stage) -> None:
    for rendition in stage.kit.items[0].asset.renditions:
        storage.delete(rendition.storage_key)
    assert {name for name in fetched(stage) if name.endswith("4x5.jpg")} == {"2-4x5.jpg"}


def test_a_noted_checksum_goes_before_its_file_unless_that_is_another_by_now(stage: Stage) -> None:
    noted = {one.format.value: one for one in stage.kit.items[0].asset.renditions}
    for code in ("4x5", "1x1"):
        content = storage.read(noted[code].storage_key)
        noted[code].byte_size, noted[code].checksum = len(content), checksum_of(content)
    storage.save(noted["1x1"].storage_key, b"another one", mimetype="image/jpeg")
    made = archive.zip_kit(stage.kit, stage.ambassador.cohort, on=today(), link=None)
    with zipfile.ZipFile(io.BytesIO(b"".join(made.pieces))) as unpacked:
        assert unpacked.testzip() is None
        follows = {one.filename: bool(one.flag_bits & FOLLOWS) for one in unpacked.infolist()}
    assert (follows["1-4x5.jpg"], follows["1-1x1.jpg"]) == (False, True)


def test_nothing_usable_is_nothing_to_fetch(stage: Stage) -> None:
    for item in stage.kit.items:
        item.asset.recognisable = Recognisable.UNANSWERED
    with pytest.raises(NothingToFetch):
        archive.zip_kit(stage.kit, stage.ambassador.cohort, on=today(), link=None)


def test_the_length_is_known_and_right(stage: Stage, ambassador_client: AuditingClient) -> None:
    response = ambassador_client.post(f"{stage.url}/download")
    assert int(response.headers["Content-Length"]) == len(response.data)
    with zipfile.ZipFile(io.BytesIO(response.data)) as unpacked:
        assert unpacked.testzip() is None


def test_a_picture_withdrawn_while_the_zip_is_sent_is_not_sent(
    stage: Stage, ambassador_client: AuditingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file breaks off there, shorter than was said, so that nobody takes it for whole."""
    monkeypatch.setattr(archive, "FRESH_SECONDS", 0)
    first, second = (item.asset for item in stage.kit.items)
    store_files(first, size=MEGABYTE)
    for rendition in second.renditions:
        if storage.exists(rendition.storage_key):
            storage.save(rendition.storage_key, b"secret" * 9, mimetype="image/jpeg")
    response = ambassador_client.post(f"{stage.url}/download", buffered=False)
    pieces = iter(response.response)
    received = [next(pieces)]
    second.recognisable = Recognisable.UNANSWERED
    db.session.commit()

    with pytest.raises(PictureTakenOut):
        received.extend(pieces)
    assert b"secret" not in b"".join(received)
    assert sum(map(len, received)) < int(response.headers["Content-Length"])
    again = fetched(stage)
    assert "1-4x5.jpg" in again
    assert "2-4x5.jpg" not in again


def test_a_no_counts_in_the_middle_of_a_long_film(
    stage: Stage, ambassador_client: AuditingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "FRESH_SECONDS", 0)
    for item in stage.kit.items:
        store_files(item.asset, size=4 * MEGABYTE)
    response = ambassador_client.post(f"{stage.url}/download", buffered=False)
    pieces = iter(response.response)
    received = len(next(pieces)) + len(next(pieces))
    stage.kit.items[0].asset.recognisable = Recognisable.UNANSWERED
    db.session.commit()
    with pytest.raises(PictureTakenOut):
        received += sum(map(len, pieces))
    assert received < 4 * MEGABYTE


def test_the_rule_is_asked_again_at_most_once_a_second(stage: Stage) -> None:
    made = archive.zip_kit(stage.kit, stage.ambassador.cohort, on=today(), link=None)
    with count_queries() as counted:
        b"".join(made.pieces)
    assert len(counted) <= 1


def test_memory_stays_flat_however_large_the_kit_is(stage: Stage, app: Flask) -> None:
    for item in stage.kit.items:
        store_files(item.asset, size=4 * MEGABYTE)
    made = archive.zip_kit(stage.kit, stage.ambassador.cohort, on=today(), link=None)
    assert made.byte_size > 32 * MEGABYTE

    tracemalloc.start()
    sent = sum(len(piece) for piece in made.pieces)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert sent == made.byte_size
    assert peak < 2 * MEGABYTE
