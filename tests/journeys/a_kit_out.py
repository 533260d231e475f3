"""A kit that is out with a picture of somebody in it; files in a folder or bucket; a cache."""

import io
from dataclasses import dataclass

from flask import Flask
from PIL import Image, ImageOps

from accounts import passwords
from accounts.enums import Role
from campaigns.enums import CampaignStatus
from core import storage
from core.db import db
from media.library.models import Asset
from tests.caching import Cache
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.ambassadors import (
    AmbassadorFactory,
    CohortFactory,
    PolicyAcceptanceFactory,
)
from tests.factories.campaigns import CampaignFactory, EventFactory, ParticipationFactory
from tests.factories.media import AssetFactory, CaptionFactory, KitFactory, KitItemFactory
from tests.journeys.ambassador import PASSWORD
from tests.journeys.conftest import PHOTOS, SLUG
from tests.journeys.person import Person, Walk
from tests.journeys.staff import staff_of
from tests.services import S3Server

SHOWN, DOWNLOADERS = "friends.jpg", 14


@dataclass(frozen=True)
class Stage:
    """The product with a cache in front of it, and where its files are."""

    walk: Walk
    app: Flask
    cache: Cache
    bucket: str

    def status(self, path: str, who: Person) -> int:
        """Return what somebody's browser is answered."""
        return int(who.context.request.get(self.walk.running.address + path).status)


def seed(language: str) -> None:
    """A kit with two real photographs, and fourteen ambassadors who may see it."""
    organisation = OrganisationFactory(slug=SLUG, name="Studieliv Holstebro")
    staff_of(organisation, Role.ORGANISER, name="Line Kjærgaard", locale=language)
    staff_of(organisation, Role.OWNER, name="Inger Bak", locale=language)
    cohort = CohortFactory(organisation=organisation)
    kit = KitFactory(organisation=organisation, cohorts=[cohort])
    CaptionFactory(kit=kit, locale="da")
    CaptionFactory(kit=kit, locale="en")
    for photo in (SHOWN, "meadow.jpg"):
        asset = AssetFactory(organisation=organisation, renditions=True, original_name=photo)
        KitItemFactory(kit=kit, asset=asset)
        store(asset, photo)
        if photo == SHOWN:
            campaign = CampaignFactory(organisation=organisation, status=CampaignStatus.LIVE)
            EventFactory(campaign=campaign, picture=asset)
    for number in range(DOWNLOADERS):
        user = UserFactory(
            name=f"Kim Holm {number}",
            email=f"amb{number}@example.dk",
            locale=language,
            password=passwords.hashed(PASSWORD) if number == 0 else None,
        )
        place = AmbassadorFactory(user=user, cohort=cohort)
        PolicyAcceptanceFactory(ambassador=place)
        ParticipationFactory(ambassador=place, campaign=campaign)
    db.session.commit()


def store(asset: Asset, photo: str) -> None:
    with Image.open(PHOTOS / photo) as opened:
        for row in asset.renditions:
            size = (max(row.width // 4, 1), max(row.height // 4, 1))
            file, kind = io.BytesIO(), row.mimetype.rpartition("/")[2].upper()
            ImageOps.fit(opened.convert("RGB"), size).save(file, kind)
            storage.save(row.storage_key, file.getvalue(), mimetype=row.mimetype)


def in_a_bucket(server: S3Server) -> dict[str, str]:
    """Return the settings of an installation whose files are in a bucket."""
    return {
        "storage_url": f"s3://{server.bucket}/taking-back",
        "s3_endpoint": server.endpoint,
        "s3_access_key": server.access_key,
        "s3_secret_key": server.secret_key,
    }
