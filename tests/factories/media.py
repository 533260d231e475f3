import datetime
import hashlib
from typing import Any

import factory

from core.db import db, utcnow
from media.kits.enums import KitStatus
from media.kits.models import Caption, Kit, KitItem
from media.library.enums import OF_PICTURES, AssetState, Recognisable, RenditionFormat
from media.library.models import Asset, Rendition
from media.library.renditions import FORMATS, Format
from tests.factories.accounts import OrganisationFactory
from tests.factories.base import Factory

SHAPES = {one.name: one for one in FORMATS}
SHAPES[RenditionFormat.WHOLE] = Format(RenditionFormat.WHOLE, 960, 720, "WEBP", 78)


class AssetFactory(Factory):
    """A picture that may be used; ``renditions=True`` adds a row (no file) for every format."""

    class Meta:
        model = Asset

    organisation = factory.SubFactory(OrganisationFactory)
    original_name = factory.Sequence(lambda n: f"billede-{n}.jpg")
    storage_key = factory.Sequence(lambda n: f"originals/{n}")
    checksum = factory.Sequence(lambda n: hashlib.sha256(f"{n}".encode()).hexdigest())
    byte_size = 2_400_000
    width = 4000
    height = 3000
    state = AssetState.READY
    alt_da = "Pensler og maling på et bord"
    alt_en = "Brushes and paint on a table"
    credit = "Mette Holm"
    recognisable = Recognisable.NOBODY

    @factory.post_generation
    def renditions(self: Any, create: bool, wanted: bool, **_: Any) -> None:
        for one in OF_PICTURES if create and wanted else ():
            RenditionFactory(asset=self, format=one)
        if create and wanted:
            db.session.refresh(self, ["renditions"])


class RenditionFactory(Factory):
    """A format's row; the file itself is not there unless the test saves it."""

    class Meta:
        model = Rendition

    asset = factory.SubFactory(AssetFactory)
    format = RenditionFormat.PORTRAIT
    storage_key = factory.Sequence(lambda n: f"renditions/{n}")
    mimetype = factory.LazyAttribute(lambda o: SHAPES[o.format].mimetype)
    width = factory.LazyAttribute(lambda o: SHAPES[o.format].width)
    height = factory.LazyAttribute(lambda o: SHAPES[o.format].height)
    byte_size = 300_000


class KitFactory(Factory):
    """A published kit that can be used now; give it ``cohorts=[…]``."""

    class Meta:
        model = Kit

    organisation = factory.SubFactory(OrganisationFactory)
    title_da = factory.Sequence(lambda n: f"Værkstedet er åbent {n}")
    title_en = factory.Sequence(lambda n: f"The workshop is open {n}")
    intro_da = "Vis, hvad der sker på en helt almindelig tirsdag."
    intro_en = "Show what happens on a perfectly ordinary Tuesday."
    status = KitStatus.PUBLISHED
    starts_on = factory.LazyFunction(lambda: utcnow().date() - datetime.timedelta(days=7))
    ends_on = factory.LazyFunction(lambda: utcnow().date() + datetime.timedelta(days=30))
    published_at = factory.LazyFunction(utcnow)


class KitItemFactory(Factory):
    class Meta:
        model = KitItem

    kit = factory.SubFactory(KitFactory)
    asset = factory.SubFactory(
        AssetFactory, organisation=factory.SelfAttribute("..kit.organisation")
    )
    position = factory.Sequence(lambda n: n)


class CaptionFactory(Factory):
    class Meta:
        model = Caption

    kit = factory.SubFactory(KitFactory)
    position = factory.Sequence(lambda n: n)
    locale = "da"
    text = "Tirsdag i værkstedet: maling på bukserne og kaffe i dåsen. {link}"
    hashtags = factory.LazyFunction(lambda: ["studieliv", "holstebro"])
