"""Kits that come along into a cohort's next season, as drafts."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ambassadors.copied_season import CopiedSeason
from core.db import db
from media.kits import queries
from media.kits.copying import contents_copied, draw_overlays
from media.kits.enums import KitStatus
from media.kits.models import Kit
from media.kits.signals import kits_copied


def copy_kits(copied: CopiedSeason) -> None:
    """Copy a season's kits, but for those taken back, and tell the rooms above."""
    kits = db.session.scalars(
        select(Kit)
        .where(Kit.cohorts.any(id=copied.source.id), Kit.status != KitStatus.WITHDRAWN)
        .options(*queries.contents(), selectinload(Kit.topics))
        .order_by(Kit.created_at, Kit.id)
    )
    for kit in kits:
        new = copied.note(kit, _copy(kit, copied))
        draw_overlays(new)
    db.session.flush()  # campaigns point at the new kits
    kits_copied.send(copied)


def _copy(kit: Kit, copied: CopiedSeason) -> Kit:
    new = contents_copied(kit)
    new.title_da, new.title_en = kit.title_da, kit.title_en
    new.starts_on, new.ends_on = copied.later(kit.starts_on), copied.later(kit.ends_on)
    new.cohorts = [copied.cohort]
    new.topics = copied.copies_of(kit.topics)
    new.gate = copied.copy_of(kit.gate)
    db.session.add(new)
    return new
