"""Whether every total of clicks equals the days of the links; what does not is counted anew.

The days themselves are added up from the spool once, so they are what all else is proved by. Each
comparison is one statement, which sees one moment: clicks are folded all the while.
"""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, union_all, update

from accounts.models import Organisation
from campaigns import recounting as groups
from campaigns.models import Campaign, CampaignDay, Participation, ParticipationWeek
from campaigns.tracking import counting
from campaigns.tracking.counting import COUNTERS, Days, KnownLink
from campaigns.tracking.models import ChannelDay, Link, LinkDay, LinkTotal
from core.db import db

CLICKS = ["clicks"]
AT_A_TIME = 2_000
KNOWN = len(fields(KnownLink))


def differing() -> list[uuid.UUID]:
    """Return the campaigns in which a total of clicks differs from the days of its links."""
    part, day = Link.participation_id, LinkDay.day
    pairs = (
        (_kept_by_link(), _counted(Link.id, counters=COUNTERS)),
        (_kept_by_place(), _counted(day, Link.channel, counters=COUNTERS)),
        (_kept(Participation, Participation.id), _counted(part)),
        (_kept(ParticipationWeek, ParticipationWeek.participation_id), _counted(part)),
        (_kept(CampaignDay, CampaignDay.day), _counted(day)),
    )
    return sorted({campaign_id for pair in pairs for campaign_id in _unequal(*pair)})


def _kept(model: Any, *keys: Any, counters: Sequence[str] = CLICKS) -> Select[Any]:
    numbers = (getattr(model, name).label(name) for name in counters)
    return select(model.campaign_id.label("campaign"), *_named(keys), *numbers)


def _kept_by_link() -> Select[Any]:
    numbers = (getattr(LinkTotal, name).label(name) for name in COUNTERS)
    found = select(Link.campaign_id.label("campaign"), *_named([LinkTotal.link_id]), *numbers)
    return found.join(Link, Link.id == LinkTotal.link_id)


def _kept_by_place() -> Select[Any]:
    return _kept(ChannelDay, ChannelDay.day, ChannelDay.channel, counters=COUNTERS)


def _counted(*keys: Any, counters: Sequence[str] = CLICKS) -> Select[Any]:
    """Select what the days of links add up to, to be taken from what is kept."""
    numbers = ((-func.sum(getattr(LinkDay, name))).label(name) for name in counters)
    return (
        select(Link.campaign_id.label("campaign"), *_named(keys), *numbers)
        .join(LinkDay, LinkDay.link_id == Link.id)
        .group_by(Link.campaign_id, *keys)
    )


def _named(keys: Sequence[Any]) -> list[ColumnElement[Any]]:
    return [key.label(f"key_{number}") for number, key in enumerate(keys)]


def _unequal(kept: Select[Any], counted: Select[Any]) -> set[uuid.UUID]:
    """Return the campaigns in which the two differ, both read at the same moment."""
    both = union_all(kept, counted).subquery()
    keys = [column for column in both.c if column.name not in COUNTERS]
    differ = or_(*(func.sum(column) != 0 for column in both.c if column.name in COUNTERS))
    found = select(both.c.campaign).group_by(*keys).having(differ)
    return set(db.session.scalars(found))


def count_anew(campaign_id: uuid.UUID) -> None:
    """Set every total of a campaign's clicks to what the days of its links add up to.

    The days stand still meanwhile: those that are there, and, by their links, those to come.
    """
    _hold(campaign_id)
    ids = select(Link.id).where(Link.campaign_id == campaign_id)
    for emptied in (
        delete(LinkTotal).where(LinkTotal.link_id.in_(ids)),
        delete(ChannelDay).where(ChannelDay.campaign_id == campaign_id),
        *(
            update(model).where(model.campaign_id == campaign_id).values(clicks=0)
            for model in (CampaignDay, Participation, ParticipationWeek)
        ),
    ):
        db.session.execute(emptied.execution_options(synchronize_session=False))
    for days in _days(campaign_id):
        counting.add_totals(days)
    groups.count_anew(campaign_id)


def _hold(campaign_id: uuid.UUID) -> None:
    """Take the days of links in the order in which folding takes them, then the links."""
    here = Link.campaign_id == campaign_id
    days = select(LinkDay.id).join(Link, Link.id == LinkDay.link_id).where(here)
    ordered = days.order_by(LinkDay.link_id, LinkDay.day)
    db.session.execute(ordered.with_for_update(of=LinkDay)).all()
    links = select(Link.id).where(here).order_by(Link.id)
    db.session.execute(links.with_for_update()).all()


def _days(campaign_id: uuid.UUID) -> Iterator[Days]:
    """Yield the days of a campaign's links, some thousands at a time."""
    facts = (Link.id, Link.campaign_id, Link.participation_id, Link.channel)
    columns = [getattr(LinkDay, name) for name in COUNTERS]
    rows = db.session.execute(
        select(*facts, Organisation.timezone, Campaign.ends_on, LinkDay.day, *columns)
        .join(LinkDay, LinkDay.link_id == Link.id)
        .join(Campaign, Campaign.id == Link.campaign_id)
        .join(Organisation, Organisation.id == Campaign.organisation_id)
        .where(Link.campaign_id == campaign_id)
        .order_by(Link.id, LinkDay.day)
    )
    for some in rows.partitions(AT_A_TIME):
        yield {
            (KnownLink(*row[:KNOWN]), row[KNOWN]): Counter(
                dict(zip(COUNTERS, row[KNOWN + 1 :], strict=True))
            )
            for row in some
        }
