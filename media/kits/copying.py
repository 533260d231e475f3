"""Kits made like others: a draft beside the first, or one for the next season. Never commits."""

import uuid

from ambassadors.enums import CohortStatus
from core import jobs
from core.db import db
from media.kits import contents
from media.kits.enums import Overlay
from media.kits.models import Caption, Kit, KitItem, KitVariant
from media.kits.operations import DRAW_JOB, Holder, kit_of

COPY = {"da": "kopi", "en": "copy"}
ITEM_COLUMNS = ("position", "kind", "alt_da", "alt_en", "overlay", "overlay_place", "overlay_text")
VARIANT_COLUMNS = (
    *("unit_id", "function", "locale", "position", "pictures"),
    *("title_da", "title_en", "intro_da", "intro_en"),
)


def copy_kit(kit: Kit) -> Kit:
    """Make a draft with everything a kit holds, for those of its cohorts whose season goes on."""
    copied = contents_copied(kit)
    for code, word in COPY.items():
        title = getattr(kit, f"title_{code}")
        setattr(copied, f"title_{code}", title and f"{title} ({word})")
    copied.starts_on, copied.ends_on = kit.starts_on, kit.ends_on
    copied.cohorts = [one for one in kit.cohorts if one.status is not CohortStatus.ENDED]
    going_on = {cohort.id for cohort in copied.cohorts}
    copied.topics = [topic for topic in kit.topics if topic.cohort_id in going_on]
    copied.gate = kit.gate if kit.gate and kit.gate.cohort_id in going_on else None
    db.session.add(copied)
    db.session.flush()  # its address is the next page
    draw_overlays(copied)
    return copied


def draw_overlays(kit: Kit) -> None:
    """Let the worker draw what a kit's pictures are to carry."""
    for item in contents.all_items(kit):
        if item.overlay is not Overlay.NONE:
            db.session.flush()  # a copy has no id before
            jobs.enqueue(DRAW_JOB, subject_id=item.id)


def contents_copied(kit: Kit) -> Kit:
    """Return a draft with a kit's pictures, words and variants, for nobody yet."""
    new = Kit(
        id=uuid.uuid4(),  # what the variants hold points at it too
        organisation=kit.organisation,
        unit=kit.unit,
        intro_da=kit.intro_da,
        intro_en=kit.intro_en,
        relation=kit.relation,
    )
    _copy_into(new, kit)
    for variant in kit.variants:
        values = {name: getattr(variant, name) for name in VARIANT_COLUMNS}
        copied = KitVariant(**values)
        new.variants.append(copied)
        _copy_into(copied, variant)
    return new


def _copy_into(new: Holder, old: Holder) -> None:
    """Give a base or a variant the pictures and texts of another."""
    kit_id = kit_of(new).id
    for item in old.items:
        values = {name: getattr(item, name) for name in ITEM_COLUMNS}
        new.items.append(
            KitItem(kit_id=kit_id, asset_id=item.asset_id, formats=list(item.formats), **values)
        )
    for caption in old.captions:
        new.captions.append(
            Caption(
                kit_id=kit_id,
                locale=caption.locale,
                text=caption.text,
                hashtags=list(caption.hashtags),
                mentions=list(caption.mentions),
                position=caption.position,
            )
        )
