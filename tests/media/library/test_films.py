"""Films: kept whole, handed out without notes, with a cover picture, captions and ranges."""

import io
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.models import Organisation
from core import films as gate
from core import storage
from core.db import db
from media.library import queries
from media.library.enums import AssetKind, AssetState, Recognisable, RenditionFormat
from media.library.models import Asset
from tests.client import AuditingClient
from tests.factories.ambassadors import AmbassadorFactory
from tests.media.library import corpus
from tests.media.library.films import PLACE, TELEMETRY, box, endless, film
from tests.media.library.pages.acts import TODAY, library
from tests.media.library.pages.conftest import organisation, organiser

__all__ = ["organisation", "organiser"]  # fixtures

WORDS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nVi maler en b\xc3\xa5d.\n"


def the_film() -> Asset:
    return db.session.scalars(select(Asset)).one()


@pytest.fixture
def brought_in(
    organiser: AuditingClient, organisation: Organisation, run_jobs: Callable[[], None]
) -> AuditingClient:
    data = {"unit": "", "pictures": [(io.BytesIO(film()), "båden.mp4")]}
    assert organiser.post(library(organisation), data=data).status_code in (302, 303)
    run_jobs()
    return organiser


def path_of(rest: str = "") -> str:
    asset = the_film()
    return library(asset.organisation, f"/{asset.id}{rest}")


def give_cover(client: AuditingClient, run_jobs: Callable[[], None]) -> None:
    client.post(path_of("/cover"), data={"cover": (io.BytesIO(corpus.jpeg()), "still.jpg")})
    run_jobs()


def test_a_film_waits_for_its_cover_and_says_nothing_of_its_place(
    brought_in: AuditingClient, run_jobs: Callable[[], None]
) -> None:
    asset = the_film()
    assert (asset.kind, asset.state, asset.seconds) == (AssetKind.FILM, AssetState.WAITING, 12)
    assert (asset.width, asset.height) == (1080, 1920)
    page = brought_in.get(path_of()).text
    for words in ("Missing a cover picture", "<video", "About the film", "Delete this film?"):
        assert words in page
    assert "About the picture" not in page
    made = queries.rendition(asset, RenditionFormat.FILM)
    assert made
    content = storage.read(made.storage_key)
    assert (len(content), made.mimetype) == (len(film()), "video/mp4")
    assert PLACE in film()
    assert TELEMETRY in film()
    assert PLACE not in content
    assert TELEMETRY not in content
    assert b"picture and sound" in content
    assert content.count(b"avcCset up") == 1  # what their decoders need stays

    give_cover(brought_in, run_jobs)

    assert asset.state is AssetState.READY
    assert "The film lacks two things" in brought_in.get(path_of()).text
    assert queries.rendition(asset, RenditionFormat.PORTRAIT)
    assert asset.storage_key != made.storage_key
    assert (asset.width, asset.height) == (1080, 1920)


def test_a_cover_passes_the_gate(brought_in: AuditingClient) -> None:
    for content, says in ((corpus.lying_png(), "50 megapixels"), (b"", "Choose a picture")):
        answer = brought_in.post(
            path_of("/cover"),
            data={"cover": (io.BytesIO(content), "x.png" if content else "")},
        )
        assert answer.status_code == 422
        assert says in answer.text


def test_captions_are_shown_with_the_film_and_others_refused(brought_in: AuditingClient) -> None:
    good = {"captions_da": (io.BytesIO(WORDS), "da.vtt")}
    assert brought_in.post(path_of("/captions"), data=good).status_code in (302, 303)
    assert 'srclang="da"' in brought_in.get(path_of()).text
    bad = {"captions_en": (io.BytesIO(b"<script>"), "en.vtt")}
    assert "WebVTT" in brought_in.post(path_of("/captions"), data=bad).text
    track = queries.rendition(the_film(), RenditionFormat.CAPTIONS_DA)
    assert track
    answer = brought_in.get(f"/files/{track.id}")
    assert (answer.data, answer.mimetype) == (WORDS, "text/vtt")


def test_a_film_is_sent_in_ranges_to_those_who_may_see_it(
    brought_in: AuditingClient, run_jobs: Callable[[], None], sign_in: Callable[..., AuditingClient]
) -> None:
    give_cover(brought_in, run_jobs)
    asset = the_film()
    asset.recognisable = Recognisable.NOBODY
    user = AmbassadorFactory(cohort__organisation=asset.organisation, user__locale="en").user
    made = queries.rendition(asset, RenditionFormat.FILM)
    assert made
    client, address = sign_in(user), f"/files/{made.id}"
    part = client.get(address, headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.data, part.mimetype) == (206, b"ftyp", "video/mp4")
    saved = client.get(f"{address}?download=1")
    assert saved.headers["Content-Disposition"] == "attachment; filename=baaden-film.mp4"
    asset.licence_until = TODAY - timedelta(days=1)
    assert client.get(address, headers={"Range": "bytes=4-7"}).status_code == 410


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (film(fragmented=True), "film_in_pieces"),
        (film(seconds=0), "film_in_pieces"),
        (film(seconds=3600), "film_too_long"),
        (film()[:-200], "damaged_film"),
        (box(b"ftyp", b"isom") + box(b"mdat", b"x"), "damaged_film"),
        (film().replace(b"vide", b"soun"), "no_picture_in_film"),
        (b"\0\0\0\x08free" * 4, "not_a_film"),
    ],
)
def test_what_is_no_film_we_can_use_is_refused(content: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "film"
    path.write_bytes(content)
    with pytest.raises(gate.FilmRefused) as refused:
        gate.inspect(path)
    assert refused.value.reason == reason


def test_damaged_films_are_refused_and_never_read_beyond_their_end(tmp_path: Path) -> None:
    path, taken = tmp_path / "film", 0
    for seed in range(300):
        chance, spoilt = random.Random(seed), bytearray(film(brand=b"qt  "))
        for _ in range(1 + seed % 8):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        path.write_bytes(spoilt)
        try:
            taken += gate.inspect(path).seconds > 0
            gate.forget_notes(path)
            assert path.stat().st_size == len(spoilt)
        except gate.FilmRefused:
            pass
    assert 0 < taken < 300


@pytest.mark.parametrize("table", [b"stsz", b"stsc", b"stco", b"same"])
def test_tables_that_would_keep_the_worker_for_hours_are_refused(
    table: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(endless(table))
    assert gate.inspect(path).seconds == 12
    with pytest.raises(gate.FilmRefused):
        gate.forget_notes(path)


def test_two_headers_are_refused_since_players_may_read_either(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    whole = film()
    path.write_bytes(whole + whole[whole.index(b"moov") - 4 :])
    with pytest.raises(gate.FilmRefused):
        gate.inspect(path)


def test_only_a_film_has_a_cover(
    organiser: AuditingClient, organisation: Organisation, app: Flask
) -> None:
    data = {"unit": "", "pictures": [(io.BytesIO(corpus.jpeg()), "a.jpg")]}
    organiser.post(library(organisation), data=data)
    cover = {"cover": (io.BytesIO(corpus.jpeg()), "still.jpg")}
    assert organiser.post(path_of("/cover"), data=cover).status_code == 422
