"""Finding campaigns among many: by words, cohort, unit and state. Reads only."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload

from ambassadors.enums import AmbassadorStatus, CohortStatus
from ambassadors.models import Ambassador, Cohort
from campaigns.enums import CampaignStatus
from campaigns.models import Campaign, campaign_kit
from campaigns.queries import by_name
from campaigns.scope import covers
from core.db import db
from core.paging import Page
from media.kits.enums import KitStatus
from media.kits.models import Kit, kit_cohort

ROWS = 25


@dataclass(frozen=True, kw_only=True)
class CampaignFilter:
    """What an organiser is looking for; without a state, all but the archive."""

    words: str = ""
    cohort_id: uuid.UUID | None = None
    unit_id: uuid.UUID | None = None
    status: CampaignStatus | None = None

    @property
    def is_set(self) -> bool:
        """Say whether anything narrows the list."""
        return bool(self.words or self.cohort_id or self.unit_id or self.status)

    @property
    def kept(self) -> dict[str, str]:
        """What stands in the address for it."""
        said = {
            "q": self.words,
            "cohort": str(self.cohort_id or ""),
            "unit": str(self.unit_id or ""),
            "state": self.status.value if self.status else "",
        }
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True)
class CampaignsFound:
    """One page of campaigns, and which it is."""

    campaigns: Sequence[Campaign]
    page: Page


def find_campaigns(
    organisation_id: uuid.UUID, wanted: CampaignFilter, *, page: int
) -> CampaignsFound:
    """Return a page of the campaigns that fit, latest first, with goals, cohorts and units."""
    order = (Campaign.starts_on.desc(), *by_name())
    return _page(_fitting(organisation_id, wanted), page, order)


def campaigns_between(
    organisation_id: uuid.UUID, wanted: CampaignFilter, *, first: date, last: date, page: int
) -> CampaignsFound:
    """Return a page of the campaigns that fit and touch these days, in the order they begin."""
    touching = (Campaign.starts_on <= last, Campaign.ends_on >= first)
    order = (Campaign.starts_on, Campaign.ends_on, *by_name())
    return _page(_fitting(organisation_id, wanted).where(*touching), page, order)


def has_campaigns(organisation_id: uuid.UUID) -> bool:
    """Say whether an organisation has any campaign at all."""
    one = select(Campaign.id).where(Campaign.organisation_id == organisation_id).limit(1)
    return db.session.scalar(one) is not None


def _fitting(organisation_id: uuid.UUID, wanted: CampaignFilter) -> Select[Any]:
    found = select(Campaign).where(Campaign.organisation_id == organisation_id)
    if wanted.status:
        found = found.where(Campaign.status == wanted.status)
    else:
        found = found.where(Campaign.status != CampaignStatus.ARCHIVED)
    if wanted.cohort_id:
        found = found.where(Campaign.cohorts.any(Cohort.id == wanted.cohort_id))
    if wanted.unit_id:
        found = found.where(covers(Campaign.id, wanted.unit_id))
    if wanted.words:
        names = (Campaign.name_da, Campaign.name_en)
        found = found.where(or_(*(name.icontains(wanted.words, autoescape=True) for name in names)))
    return found


def _page(found: Select[Any], page: int, order: Sequence[Any]) -> CampaignsFound:
    total = db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
    which = Page.of(total, page, ROWS)
    rows = db.session.scalars(
        found.options(
            selectinload(Campaign.goals),
            selectinload(Campaign.cohorts),
            selectinload(Campaign.units),
        )
        .order_by(*order)
        .limit(ROWS)
        .offset(which.offset)
    )
    return CampaignsFound(list(rows), which)


@dataclass(frozen=True, kw_only=True)
class AlwaysOn:
    """A cohort that goes on whatever campaign runs: its season, its people, its steady kits."""

    cohort: Cohort
    ambassadors: int
    kits: int


def always_on(
    organisation_id: uuid.UUID, *, first: date, last: date, cohort_id: uuid.UUID | None, today: date
) -> list[AlwaysOn]:
    """Return the cohorts whose season touches these days, with kits that no campaign holds."""
    cohorts = select(Cohort).where(
        Cohort.organisation_id == organisation_id,
        Cohort.status != CohortStatus.DRAFT,
        Cohort.season_start <= last,
        Cohort.season_end >= first,
    )
    if cohort_id:
        cohorts = cohorts.where(Cohort.id == cohort_id)
    found = list(db.session.scalars(cohorts.order_by(Cohort.season_start, Cohort.name, Cohort.id)))
    ids = [cohort.id for cohort in found]
    people, kits = _people_of(ids), _steady_kits_of(ids, today)
    return [
        AlwaysOn(cohort=one, ambassadors=people.get(one.id, 0), kits=kits.get(one.id, 0))
        for one in found
    ]


def _people_of(cohorts: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    rows = db.session.execute(
        select(Ambassador.cohort_id, func.count())
        .where(Ambassador.cohort_id.in_(cohorts), Ambassador.status == AmbassadorStatus.ACTIVE)
        .group_by(Ambassador.cohort_id)
        .order_by(Ambassador.cohort_id)
    )
    return {row[0]: row[1] for row in rows}


def _steady_kits_of(cohorts: Sequence[uuid.UUID], today: date) -> dict[uuid.UUID, int]:
    rows = db.session.execute(
        select(kit_cohort.c.cohort_id, func.count())
        .join(Kit, Kit.id == kit_cohort.c.kit_id)
        .where(
            kit_cohort.c.cohort_id.in_(cohorts),
            Kit.status == KitStatus.PUBLISHED,
            Kit.starts_on <= today,
            Kit.ends_on >= today,
            Kit.id.not_in(select(campaign_kit.c.kit_id)),
        )
        .group_by(kit_cohort.c.cohort_id)
        .order_by(kit_cohort.c.cohort_id)
    )
    return {row[0]: row[1] for row in rows}
