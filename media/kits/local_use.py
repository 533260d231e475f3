"""Reads about how local kits are and are used. No writes, no request, no templates."""

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from ambassadors.enums import CohortStatus
from ambassadors.models import Ambassador, Cohort
from core.db import db
from media.kits.enums import KitStatus
from media.kits.models import Kit, KitDownload, KitItem, KitVariant
from media.kits.versions import has_own

LAST_KITS = 3
MOST_FUNCTIONS = 200


@dataclass(frozen=True)
class LocalUse:
    """How often kits were fetched, and how often in a version made for somebody's own place."""

    fetched: int
    local: int

    @property
    def percent(self) -> int:
        """Return the share that was local; only of something fetched."""
        return round(100 * self.local / self.fetched)


def local_use(organisation_id: uuid.UUID) -> LocalUse:
    """Return how much of the use of an organisation's kits is local."""
    fetched, local = db.session.execute(
        select(func.count(KitDownload.id), func.count(KitDownload.id).filter(KitDownload.is_local))
        .join(Kit, Kit.id == KitDownload.kit_id)
        .where(Kit.organisation_id == organisation_id)
    ).one()
    return LocalUse(fetched, local)


def local_use_of(kit: Kit) -> tuple[LocalUse, dict[uuid.UUID | None, int]]:
    """Return how much of the use of one kit is local, and how often each variant was fetched."""
    rows = db.session.execute(
        select(KitDownload.variant_id, KitDownload.is_local, func.count())
        .where(KitDownload.kit_id == kit.id)
        .group_by(KitDownload.variant_id, KitDownload.is_local)
    ).all()
    by_variant: dict[uuid.UUID | None, int] = {}
    for variant_id, _is_local, count in rows:
        by_variant[variant_id] = by_variant.get(variant_id, 0) + count
    use = LocalUse(sum(row[2] for row in rows), sum(row[2] for row in rows if row[1]))
    return use, by_variant


def cohorts_with_base_only(organisation_id: uuid.UUID) -> list[str]:
    """Return the cohorts whose last three kits had nothing local for anybody, by name.

    A season that is over is past helping.
    """
    kits = db.session.scalars(
        select(Kit)
        .where(Kit.organisation_id == organisation_id, Kit.status == KitStatus.PUBLISHED)
        .options(
            selectinload(Kit.cohorts),
            selectinload(Kit.variants).selectinload(KitVariant.captions),
            selectinload(Kit.variants).selectinload(KitVariant.items).lazyload(KitItem.asset),
        )
        .order_by(Kit.published_at.desc(), Kit.id)
    )
    last: dict[Cohort, list[bool]] = {}
    for kit in kits:
        is_local = kit.unit_id is not None or any(has_own(one) for one in kit.variants)
        for cohort in kit.cohorts:
            last.setdefault(cohort, []).append(is_local)
    return sorted(
        cohort.name
        for cohort, locals_ in last.items()
        if cohort.status is not CohortStatus.ENDED
        and len(locals_) >= LAST_KITS
        and not any(locals_[:LAST_KITS])
    )


def functions_of(organisation_id: uuid.UUID) -> list[str]:
    """Return what ambassadors of an organisation do, in their own words, to choose from."""
    wanted = (
        select(Ambassador.function)
        .join(Cohort, Cohort.id == Ambassador.cohort_id)
        .where(Cohort.organisation_id == organisation_id, Ambassador.function != "")
        .distinct()
        .order_by(Ambassador.function)
        .limit(MOST_FUNCTIONS)
    )
    return list(db.session.scalars(wanted))
