"""A kit that is out, its ambassador and its organiser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask

from accounts.models import User
from ambassadors.models import Ambassador
from core import storage
from core.db import db, utcnow
from core.formats import local_date
from media.kits.models import Kit
from media.kits.signals import personal_link_wanted
from media.library.enums import FOR_INSTAGRAM
from media.library.models import Asset
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UnitFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.media import AssetFactory, CaptionFactory, KitFactory, KitItemFactory

SignIn = Callable[[User], AuditingClient]
LINK = "https://tillid.example/r/KRTMWD"


def today() -> date:
    return local_date(utcnow(), "Europe/Copenhagen")


def store_files(asset: Asset, size: int = 2000) -> None:
    """Put a file behind every format ambassadors get."""
    for rendition in asset.renditions:
        if rendition.format in FOR_INSTAGRAM:
            content = rendition.format.value.encode().ljust(size, b".")
            storage.save(rendition.storage_key, content, mimetype="image/jpeg")


@dataclass
class Stage:
    """Everybody and everything a test about one kit needs."""

    kit: Kit
    ambassador: Ambassador
    organiser: User

    @property
    def url(self) -> str:
        return f"/my/kits/{self.kit.id}"

    @property
    def desk(self) -> str:
        return f"/o/{self.kit.organisation.slug}/kits/{self.kit.id}"

    def add_picture(self, **more: object) -> Asset:
        """Put a picture with its files into the kit."""
        asset = AssetFactory(organisation=self.kit.organisation, renditions=True, **more)
        store_files(asset)
        KitItemFactory(kit=self.kit, asset=asset)
        db.session.refresh(self.kit)
        return asset


@pytest.fixture
def stage(app: Flask) -> Stage:
    organisation = OrganisationFactory(name="Studieliv Holstebro", slug="studieliv")
    unit = UnitFactory(organisation=organisation, name="Holstebro")
    cohort = CohortFactory(organisation=organisation)
    kit = KitFactory(
        organisation=organisation,
        cohorts=[cohort],
        unit=unit,
        title_da="Værkstedet er åbent",
        title_en="The workshop is open",
    )
    CaptionFactory(kit=kit, locale="da", text="Tirsdag i værkstedet. Se her: {link}")
    CaptionFactory(kit=kit, locale="da", text="Kom forbi på torsdag.")
    CaptionFactory(kit=kit, locale="en", text="Tuesday in the workshop. {link}", hashtags=["via"])
    stage = Stage(
        kit=kit,
        ambassador=AmbassadorFactory(cohort=cohort, unit=unit),
        organiser=MembershipFactory(organisation=organisation).user,
    )
    stage.add_picture(alt_da="Pensler i dåser", alt_en="Brushes in tins")
    stage.add_picture(alt_da="En eng i modlys", alt_en="A meadow against the light")
    return stage


@pytest.fixture
def link() -> Iterator[str]:
    """Somebody above answers the question for the personal link."""

    def answer(kit: Kit, *, ambassador: Ambassador) -> str:
        return LINK

    personal_link_wanted.connect(answer)
    yield LINK
    personal_link_wanted.disconnect(answer)


@pytest.fixture
def ambassador_client(stage: Stage, sign_in: SignIn) -> AuditingClient:
    return sign_in(stage.ambassador.user)


@pytest.fixture
def organiser_client(stage: Stage, sign_in: SignIn) -> AuditingClient:
    return sign_in(stage.organiser)
