"""A kit with a picture somebody has said yes to, and the ambassadors who have it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from flask import Flask

from accounts.models import User
from ambassadors.models import Ambassador
from core import storage
from core.db import db
from media.kits.models import Kit
from media.library.enums import Recognisable
from media.library.models import Asset
from media.library.people import operations
from media.library.people.models import Person, PersonInAsset
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.media import AssetFactory, CaptionFactory, KitFactory, KitItemFactory
from tests.factories.pictured import ConsentFactory, PersonFactory, PersonInAssetFactory

SignIn = Callable[[User], AuditingClient]
YESTERDAY = timedelta(days=1)


@dataclass
class Scene:
    """Sofie is in the first of two pictures of a kit that is out."""

    kit: Kit
    asset: Asset
    other: Asset
    sofie: Person
    mark: PersonInAsset
    organiser: User
    ambassadors: list[Ambassador] = field(default_factory=list)

    @property
    def desk(self) -> str:
        return f"/o/{self.kit.organisation.slug}/library"

    def link(self, **about: object) -> str:
        """Return the address of Sofie's own page."""
        token = operations.new_link(self.sofie, **{"is_guardian": False, **about})
        db.session.commit()
        return f"/consent/{token}"

    def files(self) -> list[str]:
        return [f"/files/{row.id}" for row in self.asset.renditions]


def set_the_scene() -> Scene:
    """Make it all in the database and the store at hand."""
    organisation = OrganisationFactory(name="Studieliv Holstebro", slug="studieliv")
    cohort = CohortFactory(organisation=organisation)
    kit = KitFactory(organisation=organisation, cohorts=[cohort])
    for locale in ("da", "en"):
        CaptionFactory(kit=kit, locale=locale)
    asset = AssetFactory(
        organisation=organisation,
        renditions=True,
        recognisable=Recognisable.SOMEBODY,
        alt_da="Sofie ved drejeskiven",
        alt_en="At the potter’s wheel",
    )
    other = AssetFactory(organisation=organisation, renditions=True, alt_en="Brushes in tins")
    for one in (asset, other):
        KitItemFactory(kit=kit, asset=one)
        for row in one.renditions:
            storage.save(row.storage_key, row.format.value.encode(), mimetype=row.mimetype)
    sofie = PersonFactory(
        organisation=organisation, name="Sofie Dahl", email="sofie@example.dk", locale="en"
    )
    consent = ConsentFactory(person=sofie, channels=["instagram", "website"])
    mark = PersonInAssetFactory(asset=asset, person=sofie, consent=consent)
    people = [AmbassadorFactory(cohort=cohort, user__locale="en") for _ in range(3)]
    organiser = MembershipFactory(organisation=organisation, user__locale="en").user
    db.session.commit()
    db.session.refresh(asset)
    return Scene(kit, asset, other, sofie, mark, organiser, people)


@pytest.fixture
def scene(app: Flask) -> Scene:
    app.extensions["mailman"].outbox = []
    return set_the_scene()


@pytest.fixture
def desk(scene: Scene, sign_in: SignIn) -> AuditingClient:
    return sign_in(scene.organiser)
