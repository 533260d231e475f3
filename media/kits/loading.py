"""What kits hand out, loaded for many at once by statements that are put together only once.

An ambassador's pages and zips ask for all of it each time. Loader options would be put together
anew at each request, which takes longer than the database does.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute, defer, joinedload, lazyload
from sqlalchemy.orm.attributes import set_committed_value

from ambassadors.models import Cohort
from core.db import Base, db
from media.kits.enums import KitStatus, Overlay
from media.kits.models import Caption, Kit, KitItem, KitVariant, OverlaidRendition
from media.library.enums import FOR_INSTAGRAM, RenditionFormat
from media.library.models import Asset, Rendition
from media.library.people.models import PersonInAsset


def _among(column: InstrumentedAttribute[uuid.UUID]) -> Select[Any]:
    return select(column.class_).where(column.in_(bindparam("ids", expanding=True)))


# What a kit's own page needs beside its pictures and texts.
BESIDE = (joinedload(Kit.organisation), joinedload(Kit.unit), joinedload(Kit.gate))
# The kits out on a day for an ambassador's cohort and unit; see permissions.
CURRENT = (
    select(Kit)
    .where(
        Kit.cohorts.any(Cohort.id == bindparam("cohort")),
        Kit.organisation_id == bindparam("organisation"),
        Kit.status == KitStatus.PUBLISHED,
        Kit.starts_on <= bindparam("on"),
        Kit.ends_on >= bindparam("on"),
        or_(Kit.unit_id.is_(None), Kit.unit_id == bindparam("unit")),
    )
    .options(*BESIDE)
)
CURRENT_ONE = CURRENT.where(Kit.id == bindparam("kit"))
VARIANTS = (
    _among(KitVariant.kit_id)
    .options(joinedload(KitVariant.unit))
    .order_by(KitVariant.position, KitVariant.id)
)
ITEMS = (
    _among(KitItem.kit_id)
    .options(joinedload(KitItem.asset).options(lazyload(Asset.people)))
    .order_by(KitItem.position, KitItem.id)
)
CAPTIONS = _among(Caption.kit_id).order_by(Caption.position, Caption.id)
RENDITIONS = _among(Rendition.asset_id).options(defer(Rendition.created_at)).order_by(Rendition.id)
# What somebody can save, without the small pictures that pages show.
TO_SAVE = RENDITIONS.where(Rendition.format.in_([*FOR_INSTAGRAM, RenditionFormat.FILM]))
PEOPLE = _among(PersonInAsset.asset_id).order_by(PersonInAsset.id)
OVERLAID = _among(OverlaidRendition.item_id).order_by(OverlaidRendition.id)


def fill(
    kits: Sequence[Kit], *, with_captions: bool = False, renditions: Select[Any] = RENDITIONS
) -> None:
    """Load the variants and pictures of some kits, and their texts where those are wanted."""
    variants = _children(kits, "variants", VARIANTS, kits, lambda one: one.kit_id)
    places = [*kits, *variants]
    items = _children(places, "items", ITEMS, kits, _place)
    if with_captions:
        _children(places, "captions", CAPTIONS, kits, _place)
    drawn = [item for item in items if item.overlay is not Overlay.NONE]
    _children(items, "overlaid", OVERLAID, drawn, lambda one: one.item_id)
    assets = list({item.asset_id: item.asset for item in items}.values())
    _children(assets, "renditions", renditions, assets, lambda one: one.asset_id)
    _children(assets, "people", PEOPLE, assets, lambda one: one.asset_id)


def _place(one: KitItem | Caption) -> uuid.UUID:
    """Return what a picture or a text stands in: a variant, else the kit's base."""
    return one.variant_id or one.kit_id


def _children(
    parents: Sequence[Base],
    name: str,
    statement: Select[Any],
    among: Sequence[Base],
    parent_of: Callable[[Any], uuid.UUID],
) -> list[Any]:
    """Load the rows of a statement and give each parent its own, as if the mapper had."""
    found = list(db.session.scalars(statement, {"ids": [one.id for one in among]})) if among else []
    own = defaultdict(list)
    for row in found:
        own[parent_of(row)].append(row)
    for parent in parents:
        set_committed_value(parent, name, own[parent.id])
    return found
