"""Whether the totals of units equal the people in them; what does not is counted anew.

``campaigns.units`` sees everybody who is added, moved or taken out one by one. A statement over
many people, or a hand in the database, it does not see.
"""

import uuid
from collections.abc import Collection

from sqlalchemy import func, select, update

from ambassadors.models import Ambassador
from campaigns import units
from campaigns.models import CampaignUnit, Participation
from core.db import db

Unit = tuple[uuid.UUID, uuid.UUID | None]  # of a campaign; None holds those without a unit
NOTHING = (0,) * len(units.NUMBERS)


def differing() -> list[uuid.UUID]:
    """Return the campaigns in which a unit's totals differ from its people."""
    kept, counted = _kept(), _counted()
    wrong = {
        unit[0]
        for unit in kept.keys() | counted.keys()
        if kept.get(unit, NOTHING) != counted.get(unit, NOTHING)
    }
    return sorted(wrong)


def count_anew(campaign_id: uuid.UUID) -> None:
    """Set the totals of a campaign's units to what its people add up to; they stand still."""
    here = Participation.campaign_id == campaign_id
    taken = select(Participation.id).where(here).order_by(Participation.id).with_for_update()
    db.session.execute(taken).all()
    db.session.execute(
        update(CampaignUnit)
        .where(CampaignUnit.campaign_id == campaign_id)
        .values(dict.fromkeys(units.NUMBERS, 0))
    )
    for (_campaign, unit_id), numbers in _counted([campaign_id]).items():
        brought = dict(zip(units.NUMBERS, numbers, strict=True))
        units.add(db.session.connection(), campaign_id, unit_id, brought)


def _kept() -> dict[Unit, tuple[int, ...]]:
    columns = (getattr(CampaignUnit, name) for name in units.NUMBERS)
    rows = db.session.execute(select(CampaignUnit.campaign_id, CampaignUnit.unit_id, *columns))
    return {(campaign, unit): tuple(numbers) for campaign, unit, *numbers in rows}


def _counted(only: Collection[uuid.UUID] = ()) -> dict[Unit, tuple[int, ...]]:
    sums = (func.sum(getattr(Participation, step.value)) for step in units.COUNTED)
    people = (
        select(Participation.campaign_id, Ambassador.unit_id, func.count(), *sums)
        .join(Participation.ambassador)
        .group_by(Participation.campaign_id, Ambassador.unit_id)
    )
    if only:
        people = people.where(Participation.campaign_id.in_(only))
    rows = db.session.execute(people)
    return {(campaign, unit): tuple(map(int, numbers)) for campaign, unit, *numbers in rows}
