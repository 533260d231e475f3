"""Reads behind every breakdown, all from running totals. No writes, no request."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, select

from accounts.models import Unit
from ambassadors.models import Ambassador, Cohort
from campaigns.models import CampaignGroup, Participation
from campaigns.posts.models import PostTotal
from campaigns.results.enums import By
from campaigns.results.groups import NUMBERS, GroupResult, folded, same_but_for_case
from campaigns.tracking.models import ChannelDay
from core.db import db
from core.kept_counts import kept

WHICH: BindParameter[uuid.UUID] = bindparam("campaigns", expanding=True)
KEPT_FOR = 60.0  # seconds, where people of several campaigns are counted
# What a group is known by, and what it is called.
KEYS: dict[By, ColumnElement[Any]] = {
    By.UNIT: CampaignGroup.unit_id.expression,
    By.COHORT: CampaignGroup.cohort_id.expression,
    By.KIND: Cohort.kind.expression,
    By.FUNCTION: CampaignGroup.function.expression,
}
OF_PEOPLE: dict[By, ColumnElement[Any]] = {
    By.UNIT: Ambassador.unit_id.expression,
    By.COHORT: Ambassador.cohort_id.expression,
    By.KIND: Cohort.kind.expression,
    By.FUNCTION: Ambassador.function.expression,
}
NAMES: dict[By, tuple[ColumnElement[Any], ...]] = {
    By.UNIT: (Unit.path, Unit.id),  # type: ignore[dict-item]  # a column property is an expression
    By.COHORT: (Cohort.name.expression, Cohort.id.expression),
    By.KIND: (Cohort.kind.expression,),
    By.FUNCTION: (CampaignGroup.function.expression,),
}


def _summed(by: By) -> Select[Any]:
    """Select each group's name, key and numbers, added up over campaigns and the rest."""
    name, *also = NAMES[by]
    sums = (func.sum(getattr(CampaignGroup, one)) for one in NUMBERS)
    found = select(KEYS[by], name, *sums).select_from(CampaignGroup)
    if by is By.UNIT:
        found = found.outerjoin(CampaignGroup.unit)
    if by in (By.COHORT, By.KIND):
        found = found.join(CampaignGroup.cohort)
    return (
        found.where(CampaignGroup.campaign_id.in_(WHICH), CampaignGroup.ambassadors > 0)
        .group_by(KEYS[by], *(also or (name,)))
        .order_by(name, KEYS[by])
    )


SUMMED = {by: _summed(by) for by in KEYS}


def group_rows(
    campaign_ids: Sequence[uuid.UUID], by: By, units: Collection[uuid.UUID] | None = None
) -> list[GroupResult]:
    """Return each group's numbers, of some units' people or of all; nothing is merged yet."""
    statement = SUMMED[by]
    if units is not None:
        statement = statement.where(CampaignGroup.unit_id.in_(units))
    found = _groups(by, db.session.execute(statement, {"campaigns": campaign_ids}))
    if len(campaign_ids) < 2:
        return found
    people = people_by(campaign_ids, by)
    return [replace(one, ambassadors=people[one.key]) for one in found]


def _groups(by: By, rows: Iterable[Sequence[Any]]) -> list[GroupResult]:
    found = [
        GroupResult(
            name=name or None,
            key="" if key is None else str(key),
            **dict(zip(NUMBERS, numbers, strict=True)),
        )
        for key, name, *numbers in rows
    ]
    return same_but_for_case(found) if by is By.FUNCTION else found


def key_of(by: By, found: object) -> str:
    """Return what a group is known by; a function however it is written."""
    if found is None:
        return ""
    return folded(str(found)) if by is By.FUNCTION else str(found)


def groups_of_each(campaign_ids: Sequence[uuid.UUID], by: By) -> dict[uuid.UUID, list[GroupResult]]:
    """Return each group's numbers in each of some campaigns."""
    statement = SUMMED[by].add_columns(CampaignGroup.campaign_id)
    rows: dict[uuid.UUID, list[Sequence[Any]]] = {one: [] for one in campaign_ids}
    statement = statement.group_by(CampaignGroup.campaign_id)
    for *row, campaign_id in db.session.execute(statement, {"campaigns": campaign_ids}):
        rows[campaign_id].append(row)
    return {one: _groups(by, some) for one, some in rows.items()}


def people_by(campaign_ids: Sequence[uuid.UUID], by: By) -> Counter[str]:
    """Return how many of each group take part in several campaigns; each person counts once."""

    def count() -> Counter[str]:
        rows = db.session.execute(
            select(OF_PEOPLE[by], func.count(Participation.ambassador_id.distinct()))
            .select_from(Participation)
            .join(Participation.ambassador)
            .join(Ambassador.cohort)
            .where(Participation.campaign_id.in_(campaign_ids))
            .group_by(OF_PEOPLE[by])
        )
        found: Counter[str] = Counter()
        for key, number in rows:
            found[key_of(by, key)] += number
        return found

    which = ("people by", by, *sorted(campaign_ids))
    return kept(which, count, lambda found: found.total(), seconds=KEPT_FOR)


def channel_rows(campaign_ids: Sequence[uuid.UUID]) -> list[GroupResult]:
    """Return clicks and posts by the place a link or a post was put."""
    found: dict[str, dict[str, int]] = {}
    for name, number in (("clicks", ChannelDay.clicks), ("posts", PostTotal.posts)):
        model = number.class_
        rows = db.session.execute(
            select(model.channel, func.sum(number))
            .where(model.campaign_id.in_(campaign_ids))
            .group_by(model.channel)
            .having(func.sum(number) != 0)
            .order_by(model.channel)
        )
        for channel, brought in rows:
            found.setdefault(channel.value, {})[name] = int(brought)
    return [
        GroupResult(name=one, key=one, clicks=some.get("clicks", 0), posts=some.get("posts", 0))
        for one, some in found.items()
    ]
