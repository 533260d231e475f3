"""Reads of the people behind a row of a breakdown, for those who may see them."""

import uuid
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace

from sqlalchemy import ColumnElement, func, select

from ambassadors.models import Ambassador, Cohort
from ambassadors.people import shown_name
from campaigns.models import Campaign, CampaignGroup, Participation
from campaigns.results import statements
from campaigns.results.enums import By
from campaigns.results.groups import folded
from campaigns.results.part import in_units
from campaigns.results.queries import AmbassadorResult
from core.db import db

Group = list[ColumnElement[bool]]
NOBODY: Group = [Ambassador.id.is_(None)]


def behind(campaign: Campaign, by: By, key: str, units: Collection[uuid.UUID] | None) -> Group:
    """Return the conditions of being behind a row, of some units' people or of all."""
    return [*_of(campaign, by, key), *in_units(units)]


def _of(campaign: Campaign, by: By, key: str) -> Group:
    if by is By.KIND:
        return [Ambassador.cohort_id.in_(select(Cohort.id).where(Cohort.kind == key))]
    if by is By.FUNCTION:
        return [Ambassador.function.in_(_spellings(campaign, key))]
    column = Ambassador.unit_id if by is By.UNIT else Ambassador.cohort_id
    if not key:
        return [column.is_(None)]
    with suppress(ValueError):
        return [column == uuid.UUID(key)]
    return NOBODY


def _spellings(campaign: Campaign, key: str) -> list[str]:
    """Return the ways in which a function is written, which differ in capitals and spaces."""
    found = db.session.scalars(
        select(CampaignGroup.function)
        .where(CampaignGroup.campaign_id == campaign.id)
        .distinct()
        .order_by(CampaignGroup.function)
    )
    return [one for one in found if folded(one) == key]


def count_behind(campaign: Campaign, group: Group) -> int:
    """Return how many are behind a row."""
    number = select(func.count()).select_from(Participation).join(Participation.ambassador)
    return db.session.scalar(number.where(Participation.campaign_id == campaign.id, *group)) or 0


def rows_behind(
    campaign: Campaign, group: Group, *, limit: int, offset: int
) -> Iterator[AmbassadorResult]:
    """Return those behind a row, most sign-ups first."""
    which = {"campaign": campaign.id, "limit": limit, "offset": offset}
    for row in db.session.execute(statements.PAGE_OF_PEOPLE.where(*group), which):
        result = AmbassadorResult(*row)
        yield result if result.name else replace(result, name=shown_name(""))
