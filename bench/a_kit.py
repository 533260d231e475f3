"""A kit with pictures of random bytes, and an ambassador who may use it."""

import os
import uuid
from datetime import timedelta

from accounts.models import User
from ambassadors.enums import CohortStatus
from bench import season
from campaigns.models import Campaign
from core import storage
from core.db import db, utcnow
from core.zips import checksum_of
from media.kits.enums import KitStatus
from media.kits.models import Kit, KitItem
from media.library.enums import FOR_INSTAGRAM, AssetState, Recognisable, RenditionFormat
from media.library.models import Asset, Rendition
from media.library.pictures import PAGE_FORMATS

SMALL = 30 * 1024


def add(campaign: Campaign, files: int, size: int) -> tuple[Kit, User]:
    """Add the kit, with four files for each picture, and the ambassador."""
    campaign.cohorts[0].status = CohortStatus.OPEN
    kit = Kit(
        organisation=campaign.organisation,
        cohorts=list(campaign.cohorts),
        title_da="Fuld pakke",
        title_en="Full kit",
        status=KitStatus.PUBLISHED,
        starts_on=utcnow().date() - timedelta(days=2),
        ends_on=utcnow().date() + timedelta(days=2),
        published_at=utcnow(),
    )
    for position, start in enumerate(range(0, files, len(FOR_INSTAGRAM))):
        asset = _picture(campaign, min(files - start, len(FOR_INSTAGRAM)), size)
        kit.items.append(KitItem(asset=asset, position=position))
    db.session.add(kit)
    link = season.add_links(campaign, 1)[0]
    return kit, link.participation.ambassador.user


def _picture(campaign: Campaign, files: int, size: int) -> Asset:
    made = uuid.uuid4().hex
    asset = Asset(
        organisation=campaign.organisation,
        original_name=f"{made}.jpg",
        storage_key=f"originals/{made}",
        checksum=made,
        byte_size=size,
        width=1080,
        height=1350,
        state=AssetState.READY,
        recognisable=Recognisable.NOBODY,
        alt_da="Et billede",
        alt_en="A picture",
    )
    asset.renditions = [_rendition(made, one, size) for one in FOR_INSTAGRAM[:files]]
    asset.renditions += [_rendition(made, one, SMALL) for one in PAGE_FORMATS]
    return asset


def _rendition(made: str, wanted: RenditionFormat, size: int) -> Rendition:
    key = f"renditions/{made}/{wanted.value}.jpg"
    content = os.urandom(size)
    storage.save(key, content, mimetype="image/jpeg")
    return Rendition(
        format=wanted,
        storage_key=key,
        mimetype="image/jpeg",
        width=1080,
        height=1350,
        byte_size=size,
        checksum=checksum_of(content),
    )
