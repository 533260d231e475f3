import io
import re
import zipfile
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from core import jobs, storage
from core.db import db
from media.kits import contents, copying, operations, overlays, readiness
from media.kits.enums import ItemKind, KitStatus, Overlay
from media.kits.errors import CannotBeDrawn, CarouselFull, NoFormat
from media.kits.items import operations as items
from media.kits.items.operations import Use
from media.kits.models import KitItem, OverlaidRendition
from media.library.enums import FOR_INSTAGRAM, Recognisable, RenditionFormat
from media.library.signals import renditions_made
from tests.client import AuditingClient
from tests.factories.media import RenditionFactory
from tests.media.kits.conftest import Stage, today

TALL, SQUARE, STORY = RenditionFormat.TALL, RenditionFormat.SQUARE, RenditionFormat.STORY
MARKED = Use(kind=ItemKind.FEED, formats=FOR_INSTAGRAM, overlay=Overlay.MARK)


def store_pictures(stage: Stage, item: KitItem) -> None:
    """Put real pictures behind the formats of an item."""
    for row in item.asset.renditions:
        file = io.BytesIO()
        kind = row.mimetype.removeprefix("image/")
        Image.new("RGB", (row.width, row.height), "#557").save(file, kind)
        storage.save(row.storage_key, file.getvalue(), mimetype=row.mimetype)


def test_each_kind_has_its_shapes(stage: Stage) -> None:
    item = stage.kit.items[0]
    assert contents.formats_of(item) == [*FOR_INSTAGRAM]
    items.use_picture(item, Use(kind=ItemKind.FEED, formats=[SQUARE, STORY]))
    assert [*contents.files_of(item)] == [SQUARE, STORY]
    for kind in (ItemKind.STORY, ItemKind.REEL):
        items.use_picture(item, Use(kind=kind, formats=[SQUARE]))
        assert [*contents.files_of(item)] == [STORY]
    with pytest.raises(NoFormat):
        items.use_picture(item, Use(kind=ItemKind.FEED))


def test_a_carousel_has_one_shape_and_at_most_ten_pictures(stage: Stage) -> None:
    for _ in range(9):
        stage.add_picture()
    *ten, eleventh = stage.kit.items
    for item in ten:
        items.use_picture(item, Use(kind=ItemKind.CAROUSEL, formats=[SQUARE]))
    with pytest.raises(CarouselFull):
        items.use_picture(eleventh, Use(kind=ItemKind.CAROUSEL, formats=[SQUARE]))
    items.use_picture(ten[0], Use(kind=ItemKind.CAROUSEL, formats=[TALL]))
    assert {tuple(contents.formats_of(item)) for item in ten} == {(TALL,)}
    items.use_picture(ten[0], Use(kind=ItemKind.FEED, formats=[*FOR_INSTAGRAM]))
    # With all ticked, as they are at first, it takes the shape of those that are there.
    items.use_picture(ten[0], Use(kind=ItemKind.CAROUSEL, formats=[*FOR_INSTAGRAM]))
    assert {tuple(contents.formats_of(item)) for item in ten} == {(TALL,)}


def test_letters_without_a_shape_are_refused(stage: Stage) -> None:
    with pytest.raises(CannotBeDrawn):
        items.use_picture(stage.kit.items[0], Use(**{**vars(MARKED), "overlay_text": "Привет"}))


def test_alt_text_of_the_kit_comes_before_the_pictures(stage: Stage) -> None:
    item = stage.kit.items[0]
    items.use_picture(item, Use(kind=ItemKind.STORY, alt_da="I dag: pensler"))
    assert contents.alt_of(item, "da") == "I dag: pensler"
    assert contents.alt_of(item, "en") == item.asset.alt_en


def test_a_mark_is_drawn_kept_up_to_date_and_taken_off(
    stage: Stage, organiser_client: AuditingClient, ambassador_client: AuditingClient
) -> None:
    item = stage.kit.items[0]
    store_pictures(stage, item)
    plain = contents.files_of(item)
    assert items.use_picture(item, MARKED)
    stage.kit.status = KitStatus.DRAFT
    assert contents.files_of(item) == plain
    assert len(readiness.missing(stage.kit, today())) == 1  # still being drawn
    stage.kit.status = KitStatus.PUBLISHED
    db.session.commit()
    jobs.run_all()

    item = db.session.get_one(KitItem, item.id)
    drawn = contents.files_of(item)
    assert overlays.is_drawn(item)
    assert [type(one) for one in drawn.values()] == [OverlaidRendition] * 4
    assert {one.format for one in item.overlaid} == {*FOR_INSTAGRAM, *overlays.ON_PAGES}
    with Image.open(io.BytesIO(storage.read(drawn[STORY].storage_key))) as picture:
        assert (picture.size, picture.format) == ((1080, 1920), "JPEG")
    assert ambassador_client.get(f"/files/kits/{drawn[STORY].id}").status_code == 200
    page = BeautifulSoup(
        organiser_client.get(f"{stage.desk}/pictures/{item.id}").text, "html.parser"
    )
    assert len(page.select("#item-shapes img[src^='/files/kits/']")) == 4

    old = [one.storage_key for one in item.overlaid]
    stage.kit.organisation.brand_colour = "#334455"
    db.session.commit()
    assert not overlays.is_drawn(item)
    jobs.enqueue("redraw_overlays")
    db.session.commit()
    jobs.run_all()
    assert overlays.is_drawn(item)
    assert not any(storage.exists(key) for key in old)

    item.asset.recognisable, item.asset.consent_until = Recognisable.UNANSWERED, None
    db.session.commit()
    assert ambassador_client.get(f"/files/kits/{drawn[STORY].id}").status_code == 410
    kept = [one.storage_key for one in item.overlaid]
    items.use_picture(item, Use(kind=ItemKind.STORY))
    db.session.commit()
    jobs.run_all()
    assert contents.files_of(item)[STORY].storage_key in {r.storage_key for r in plain.values()}
    assert not any(storage.exists(key) for key in kept)


def test_a_picture_cut_anew_goes_out_plain_until_it_is_drawn_again(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    item = stage.kit.items[0]
    store_pictures(stage, item)
    items.use_picture(item, MARKED)
    db.session.commit()
    jobs.run_all()
    row = next(one for one in item.asset.renditions if one.format is STORY)
    data = storage.read(row.storage_key)
    row.storage_key = "renditions/anew/story.jpg"
    storage.save(row.storage_key, data, mimetype=row.mimetype)
    assert contents.files_of(item)[STORY] is row
    drawn = next(one for one in item.overlaid if one.format is STORY)
    db.session.commit()
    assert ambassador_client.get(f"/files/kits/{drawn.id}").status_code == 404
    renditions_made.send(item.asset)
    db.session.commit()
    jobs.run_all()
    assert isinstance(contents.files_of(item)[STORY], OverlaidRendition)


def test_a_copy_is_drawn_too(stage: Stage) -> None:
    for item in stage.kit.items:
        store_pictures(stage, item)
    items.use_picture(stage.kit.items[1], MARKED)
    copied = copying.copy_kit(stage.kit)
    copied.ends_on = today() + timedelta(days=9)
    db.session.commit()
    jobs.run_all()
    assert [overlays.is_drawn(item) for item in copied.items] == [True, True]
    assert len(copied.items[1].overlaid) == 6


def test_an_organiser_uses_a_picture_and_is_told_what_is_wrong(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    item = stage.kit.items[0]
    url = f"{stage.desk}/pictures/{item.id}"
    sent = {"kind": "story", "overlay": "none", "overlay_place": "top", "alt_en": "Today: brushes"}
    assert organiser_client.post(url, data=sent).status_code == 302
    assert (item.kind, item.alt_en) == (ItemKind.STORY, "Today: brushes")
    wrong = {**sent, "kind": "feed", "overlay": "mark", "overlay_text": "😀"}
    refused = organiser_client.post(url, data=wrong)
    assert refused.status_code == 422
    assert item.kind is ItemKind.STORY
    assert organiser_client.get(f"{url}/progress").status_code == 302
    piece = organiser_client.get(f"{url}/progress", headers={"HX-Request": "true"})
    assert 'id="item-shapes"' in piece.text


def test_a_film_is_handed_out_beside_its_cover(
    stage: Stage, ambassador_client: AuditingClient, organiser_client: AuditingClient
) -> None:
    item = stage.kit.items[0]
    store_pictures(stage, item)
    film = RenditionFactory(
        asset=item.asset, format=RenditionFormat.FILM, mimetype="video/mp4", width=9, height=16
    )
    said = RenditionFormat.CAPTIONS_DA
    spoken = RenditionFactory(
        asset=item.asset, format=said, mimetype="text/vtt", width=9, height=16
    )
    item.asset.seconds = 12.2
    storage.save(film.storage_key, b"film", mimetype="video/mp4")
    items.use_picture(item, Use(kind=ItemKind.REEL))
    db.session.expire(item.asset)
    assert [*contents.files_of(item)] == [STORY, RenditionFormat.FILM]
    names = zipfile.ZipFile(
        io.BytesIO(ambassador_client.post(f"{stage.url}/download").data)
    ).namelist()
    assert {"1-9x16.jpg", "1-film.mp4"} <= set(names)
    page = ambassador_client.get(stage.url).text
    assert ("Se filmen, 12 s" in page, "Del forsidebilledet" in page) == (True, True)
    assert f"/files/{film.id}" not in page  # nothing so heavy is fetched before it is asked for
    page = ambassador_client.get(stage.url, query_string={"format": "film"}).text
    assert (page.count("<video"), "Del filmen" in page) == (1, True)
    assert f"/files/{film.id}" in page
    assert re.search(rf'<track kind="captions"\s+src="/files/{spoken.id}[^"]+download=1"', page)
    assert f"/files/{film.id}" not in organiser_client.get(f"{stage.desk}/pictures/{item.id}").text


def test_a_text_sent_twice_is_there_once(stage: Stage) -> None:
    once = {"locale": "en", "text": "Once", "hashtags": "#a"}
    first = operations.add_caption(stage.kit, **once)
    assert operations.add_caption(stage.kit, **once) is first
    assert operations.add_caption(stage.kit, **{**once, "hashtags": "#b"}) is not first
