"""Describing what was brought in, one picture after the other; and how much there is room for."""

import io
import re
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from accounts.models import Organisation
from core.db import db
from core.settings import Settings
from media.kits.models import OverlaidRendition
from media.library.enums import RenditionFormat
from media.library.models import Asset
from tests.client import AuditingClient
from tests.factories.media import AssetFactory, KitItemFactory
from tests.media.library import corpus
from tests.media.library.pages.acts import library

SAID = {"alt_da": "En eng", "alt_en": "A meadow", "recognisable": "nobody", "text_language": ""}


def brought(client: AuditingClient, organisation: Organisation, *names: str) -> str:
    """Bring pictures in as a page without script does; return where that leads."""
    files = [(io.BytesIO(corpus.jpeg((640 + n, 480))), name) for n, name in enumerate(names)]
    answer = client.post(library(organisation), data={"unit": "", "pictures": files})
    assert answer.status_code in (302, 303)
    return client.get(answer.location).location


def test_one_picture_follows_the_other_until_all_are_described(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    AssetFactory(organisation=organisation, alt_da="", alt_en="")  # not brought in by her
    here = brought(organiser, organisation, "a.jpg", "b.jpg", "c.jpg")
    seen = []
    for number in (1, 2, 3):
        page = organiser.get(here)
        assert f"Picture {number} of 3" in page.text
        assert (f"Save and next ({number} of 3)" in page.text) is (number < 3)
        seen.append(urlsplit(here).path)
        action = re.search(rf'action="({re.escape(seen[-1])}\?of=3)"', page.text)
        assert action
        more = {"next": "yes"} if number < 3 else {}
        here = organiser.post(action[1], data={**SAID, **more}).location
    assert here == seen[-1]
    assert len(set(seen)) == 3
    assert "waits for words" not in organiser.get(library(organisation)).text
    again = organiser.get(library(organisation, "/undescribed")).location
    assert again == library(organisation)


def test_the_library_offers_to_describe_and_says_what_it_takes_up(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    brought(organiser, organisation, "a.jpg")
    page = organiser.get(library(organisation)).text
    assert "1 picture of yours waits for words" in page
    assert re.search(r"The library takes up 0(\.\d+)? GB\.", page)
    odd = organiser.get(f"{library(organisation)}/{db.session.scalar(select(Asset.id))}?of=x")
    assert "Save and next" not in odd.text


def test_a_full_library_takes_no_more_and_says_what_to_do(
    organiser: AuditingClient,
    organisation: Organisation,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    AssetFactory(organisation=organisation, byte_size=900_000_000, renditions=True)
    AssetFactory(byte_size=2_000_000_000)  # another organisation's
    monkeypatch.setattr(settings, "library_gigabytes", 1)
    brought(organiser, organisation, "fits.jpg")
    drawn_on = KitItemFactory(kit__organisation=organisation)
    db.session.add(
        OverlaidRendition(
            item=drawn_on,
            format=RenditionFormat.SQUARE,
            source_key="renditions/below",
            settings="mark",
            storage_key="renditions/drawn",
            mimetype="image/jpeg",
            width=1080,
            height=1080,
            byte_size=100_000_000,
        )
    )
    files = [(io.BytesIO(corpus.png_with_alpha()), "more.png")]
    answer = organiser.post(library(organisation), data={"unit": "", "pictures": files})
    assert answer.status_code == 422
    assert "The library is full: it takes up 1 of 1 GB." in answer.text
    begun = organiser.post(
        library(organisation, "/arrivals"),
        data={"name": "more.jpg", "byte_size": "50000", "modified": "1"},
    )
    assert begun.status_code == 422
    assert begun.json is not None
    assert begun.json["refusal"].startswith("The library is full")
    assert "of 1 GB." in organiser.get(library(organisation)).text
    asset = AssetFactory(organisation=organisation, byte_size=0)
    file = (io.BytesIO(corpus.jpeg()), "anew.jpg")
    replaced = organiser.post(
        library(organisation, f"/{asset.id}/original"), data={"original": file}
    )
    assert (replaced.status_code, "The library is full" in replaced.text) == (422, True)


def test_files_on_their_way_count_before_they_are_here(
    organiser: AuditingClient,
    organisation: Organisation,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "library_gigabytes", 0.04)
    path, size = library(organisation, "/arrivals"), str(20 * 1024**2)
    for number, status in ((1, 200), (2, 422)):
        facts = {"name": f"{number}.jpg", "byte_size": size, "modified": ""}
        assert organiser.post(path, data=facts).status_code == status
