"""Reads about single pictures of kits. No writes, no request, no templates."""

import uuid
from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from core.db import db
from media.kits.enums import KitStatus, Overlay
from media.kits.models import Kit, KitItem, OverlaidRendition
from media.library.models import Asset


def find_item(item_id: uuid.UUID) -> KitItem | None:
    """Return one picture of whichever kit, for background work."""
    return db.session.scalar(
        select(KitItem)
        .where(KitItem.id == item_id)
        .options(
            joinedload(KitItem.kit).joinedload(Kit.organisation),
            joinedload(KitItem.asset).selectinload(Asset.renditions),
            selectinload(KitItem.overlaid),
        )
    )


def find_file(file_id: uuid.UUID) -> OverlaidRendition | None:
    """Return one file with an overlay, of whichever organisation."""
    return db.session.scalar(
        select(OverlaidRendition)
        .where(OverlaidRendition.id == file_id)
        .options(
            joinedload(OverlaidRendition.item)
            .joinedload(KitItem.asset)
            .joinedload(Asset.organisation)
        )
    )


def items_drawn_on(asset_ids: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Return where these pictures are to carry an overlay."""
    wanted = select(KitItem.id).where(
        KitItem.asset_id.in_(list(asset_ids)), KitItem.overlay != Overlay.NONE
    )
    return list(db.session.scalars(wanted.order_by(KitItem.id)))


def bytes_drawn(organisation_id: uuid.UUID) -> int:
    """Return what an organisation's files with a mark or frame on them take up."""
    drawn = select(func.sum(OverlaidRendition.byte_size)).where(
        OverlaidRendition.item_id.in_(
            select(KitItem.id)
            .join(Kit, Kit.id == KitItem.kit_id)
            .where(Kit.organisation_id == organisation_id)
        )
    )
    return int(db.session.scalar(drawn) or 0)


def overlays_in_use(on: date) -> list[KitItem]:
    """Return every picture with an overlay in a kit that is not over."""
    return list(
        db.session.scalars(
            select(KitItem)
            .join(Kit, Kit.id == KitItem.kit_id)
            .where(
                KitItem.overlay != Overlay.NONE,
                Kit.status != KitStatus.WITHDRAWN,
                Kit.ends_on >= on,
            )
            .options(
                joinedload(KitItem.kit).joinedload(Kit.organisation),
                joinedload(KitItem.asset).selectinload(Asset.renditions),
                selectinload(KitItem.overlaid),
            )
            .order_by(KitItem.id)
        )
    )
