"""Whether the totals of groups equal the people in them; what does not is counted anew.

``campaigns.groups`` sees everybody who is added, moved or taken out one by one. A statement over
many people, or a hand in the database, it does not see.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, select

from ambassadors.models import Ambassador
from campaigns import groups
from campaigns.models import CampaignGroup, Participation
from core.db import db

NOTHING = (0,) * len(groups.NUMBERS)


def differing() -> list[uuid.UUID]:
    """Return the campaigns in which a group's totals differ from its people."""
    kept, counted = _kept(), _counted()
    wrong = {
        key[0]
        for key in kept.keys() | counted.keys()
        if kept.get(key, NOTHING) != counted.get(key, NOTHING)
    }
    return sorted(wrong)


def count_anew(campaign_id: uuid.UUID) -> None:
    """Set the totals of a campaign's groups to what its people add up to; they stand still."""
    here = Participation.campaign_id == campaign_id
    taken = select(Participation.id).where(here).order_by(Participation.id).with_for_update()
    db.session.execute(taken).all()
    db.session.execute(
        delete(CampaignGroup)
        .where(CampaignGroup.campaign_id == campaign_id)
        .execution_options(synchronize_session=False)
    )
    for (_campaign, place), numbers in _counted([campaign_id]).items():
        brought = dict(zip(groups.NUMBERS, numbers, strict=True))
        groups.add(db.session.connection(), campaign_id, place, brought)


def _kept() -> dict[groups.Key, tuple[int, ...]]:
    where = (getattr(CampaignGroup, name) for name in groups.BELONGS)
    columns = (getattr(CampaignGroup, name) for name in groups.NUMBERS)
    rows = db.session.execute(select(CampaignGroup.campaign_id, *where, *columns))
    return _by_key(rows)


def _by_key(rows: Iterable[Sequence[Any]]) -> dict[groups.Key, tuple[int, ...]]:
    last = 1 + len(groups.BELONGS)
    return {(row[0], groups.Place(*row[1:last])): tuple(map(int, row[last:])) for row in rows}


def _counted(only: Collection[uuid.UUID] = ()) -> dict[groups.Key, tuple[int, ...]]:
    where = [getattr(Ambassador, name) for name in groups.BELONGS]
    sums = (func.sum(getattr(Participation, name)) for name in groups.COUNTED)
    people = (
        select(Participation.campaign_id, *where, func.count(), *sums)
        .join(Participation.ambassador)
        .group_by(Participation.campaign_id, *where)
    )
    if only:
        people = people.where(Participation.campaign_id.in_(only))
    return _by_key(db.session.execute(people))
