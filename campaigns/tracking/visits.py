"""Reads about how often links are followed: in lists, by day, by place, and all at once."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from accounts.models import User
from ambassadors.enums import AmbassadorStatus
from ambassadors.models import Ambassador
from campaigns.models import Campaign, Participation
from campaigns.tracking.bursts import BURST
from campaigns.tracking.enums import LinkChannel
from campaigns.tracking.models import (
    ChannelDay,
    FormerCode,
    Link,
    LinkDay,
    LinkQuarter,
    LinkTotal,
    RulesDay,
)
from core.db import db

MOST_BURSTS = 20


@dataclass(frozen=True)
class Visits:
    """How often something was followed: by people, previews, robots, and by people too late.

    Clicks that somebody has set aside are none of these.
    """

    clicks: int = 0
    previews: int = 0
    robots: int = 0
    late: int = 0
    set_aside: int = 0

    def __add__(self, other: "Visits") -> "Visits":
        """Add two up, number by number."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Visits(*(mine + theirs for mine, theirs in pairs))


def summed(all_visits: Iterable[Visits]) -> Visits:
    """Return several added up."""
    return sum(all_visits, Visits())


NUMBERS = tuple(Visits.__annotations__)


@dataclass(frozen=True)
class LinkRow:
    """A link in an organiser's list."""

    id: uuid.UUID
    code: str
    channel: LinkChannel
    name: str
    has_left: bool
    visits: Visits


@dataclass(frozen=True)
class Search:
    """What an organiser looks for among a campaign's links."""

    words: str = ""
    channel: LinkChannel | None = None


def link_rows(
    campaign: Campaign, search: Search, *, limit: int | None, offset: int
) -> list[LinkRow]:
    """Return a campaign's links, the most followed first."""
    numbers = [func.coalesce(getattr(LinkTotal, name), 0) for name in NUMBERS]
    columns = (Link.id, Link.code, Link.channel, User.name, Ambassador.status, *numbers)
    rows = db.session.execute(
        _found(select(*columns), campaign, search)
        .outerjoin(LinkTotal, LinkTotal.link_id == Link.id)
        .order_by(numbers[0].desc(), Link.id)
        .limit(limit)
        .offset(offset)
    )
    return [
        LinkRow(link, code, place, name, status is AmbassadorStatus.LEFT, Visits(*visits))
        for link, code, place, name, status, *visits in rows
    ]


def count_links(campaign: Campaign, search: Search) -> int:
    """Return how many links a search finds."""
    found = db.session.scalar(_found(select(func.count(Link.id)), campaign, search))
    return int(found or 0)


def _found(links: Select[Any], campaign: Campaign, search: Search) -> Select[Any]:
    links = (
        links.select_from(Link)
        .join(Participation, Link.participation_id == Participation.id)
        .join(Ambassador, Participation.ambassador_id == Ambassador.id)
        .join(User, Ambassador.user_id == User.id)
        .where(Link.campaign_id == campaign.id)
    )
    if search.channel is not None:
        links = links.where(Link.channel == search.channel)
    if search.words:
        code = search.words.rstrip("/").rpartition("/")[2].upper()  # a whole address will do
        named = User.name.icontains(search.words, autoescape=True)
        had = Link.former_codes.any(FormerCode.code == code)
        links = links.where(or_(named, Link.code == code, had))
    return links


def totals_of(links: Iterable[Link]) -> Mapping[uuid.UUID, Visits]:
    """Return what some links were followed; a link nobody followed is not in it."""
    numbers = [getattr(LinkTotal, name) for name in NUMBERS]
    wanted = [link.id for link in links]
    rows = db.session.execute(
        select(LinkTotal.link_id, *numbers).where(LinkTotal.link_id.in_(wanted))
    )
    return {link: Visits(*visits) for link, *visits in rows}


def days_of(link: Link) -> list[tuple[date, Visits]]:
    """Return a link's days with anything in them, the latest first."""
    numbers = [getattr(LinkDay, name) for name in NUMBERS]
    rows = db.session.execute(
        select(LinkDay.day, *numbers).where(LinkDay.link_id == link.id).order_by(LinkDay.day.desc())
    )
    return [(day, Visits(*visits)) for day, *visits in rows]


def channel_days(
    campaign: Campaign,
    units: Collection[uuid.UUID] | None = None,
    part: Participation | None = None,
) -> list[tuple[date, LinkChannel, Visits]]:
    """Return what a campaign's links were followed, by day and place, the latest day first.

    Of some units only the links of those in them are added up, of one part only its own.
    """
    if units is not None or part is not None:
        return _channel_days_of(campaign, _of(units, part))
    numbers = [getattr(ChannelDay, name) for name in NUMBERS]
    rows = db.session.execute(
        select(ChannelDay.day, ChannelDay.channel, *numbers)
        .where(ChannelDay.campaign_id == campaign.id)
        .order_by(ChannelDay.day.desc(), ChannelDay.channel)
    )
    return [(day, channel, Visits(*visits)) for day, channel, *visits in rows]


def _of(
    units: Collection[uuid.UUID] | None, part: Participation | None
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if units is not None:
        found.append(Ambassador.unit_id.in_(units))
    if part is not None:
        found.append(Participation.id == part.id)
    return found


def _channel_days_of(
    campaign: Campaign, whose: Sequence[ColumnElement[bool]]
) -> list[tuple[date, LinkChannel, Visits]]:
    numbers = [func.sum(getattr(LinkDay, name)) for name in NUMBERS]
    rows = db.session.execute(
        select(LinkDay.day, Link.channel, *numbers)
        .join(Link, Link.id == LinkDay.link_id)
        .join(Link.participation)
        .join(Participation.ambassador)
        .where(Link.campaign_id == campaign.id, *whose)
        .group_by(LinkDay.day, Link.channel)
        .order_by(LinkDay.day.desc(), Link.channel)
    )
    return [(day, channel, Visits(*map(int, visits))) for day, channel, *visits in rows]


def by_channel(
    days: Iterable[tuple[date, LinkChannel, Visits]],
) -> dict[LinkChannel, Visits]:
    """Return days added up by place, the most followed place first."""
    places: dict[LinkChannel, Visits] = {}
    for _day, channel, visits in days:
        places[channel] = places.get(channel, Visits()) + visits
    return dict(sorted(places.items(), key=lambda place: (-place[1].clicks, place[0])))


def by_day(
    days: Iterable[tuple[date, LinkChannel, Visits]],
) -> list[tuple[date, dict[LinkChannel, int], Visits]]:
    """Return each day with its clicks by channel, and everything of that day together."""
    rows: dict[date, tuple[dict[LinkChannel, int], Visits]] = {}
    for day, channel, visits in days:
        clicks, together = rows.get(day, ({}, Visits()))
        rows[day] = ({**clicks, channel: visits.clicks}, together + visits)
    return [(day, clicks, together) for day, (clicks, together) in rows.items()]


def bursts_of(campaign: Campaign, link: Link | None = None) -> list[LinkQuarter]:
    """Return the latest quarters of an hour with remarkably many clicks on one link."""
    quarters = select(LinkQuarter).where(
        LinkQuarter.campaign_id == campaign.id, LinkQuarter.clicks >= BURST
    )
    if link is not None:
        quarters = quarters.where(LinkQuarter.link_id == link.id)
    whose = joinedload(LinkQuarter.link).joinedload(Link.participation)
    return list(
        db.session.scalars(
            quarters.options(
                whose.joinedload(Participation.ambassador).joinedload(Ambassador.user),
                joinedload(LinkQuarter.set_aside_by),
            )
            .order_by(LinkQuarter.starts_at.desc(), LinkQuarter.id)
            .limit(MOST_BURSTS)
        )
    )


def get_burst(campaign: Campaign, quarter_id: uuid.UUID) -> LinkQuarter:
    """Return one burst of a campaign's links; NoResultFound becomes a 404."""
    whose = joinedload(LinkQuarter.link).joinedload(Link.participation)
    return db.session.scalars(
        select(LinkQuarter)
        .where(
            LinkQuarter.id == quarter_id,
            LinkQuarter.campaign_id == campaign.id,
            LinkQuarter.clicks >= BURST,
        )
        .options(whose.joinedload(Participation.campaign).joinedload(Campaign.organisation))
    ).one()


def set_aside_in(
    campaign: Campaign,
    units: Collection[uuid.UUID] | None = None,
    part: Participation | None = None,
) -> list[LinkQuarter]:
    """Return the bursts of a campaign, some units or one part that are set aside, latest first."""
    quarters = (
        select(LinkQuarter)
        .where(
            LinkQuarter.campaign_id == campaign.id,
            LinkQuarter.clicks >= BURST,
            LinkQuarter.set_aside_at.is_not(None),
        )
        .options(joinedload(LinkQuarter.link))
    )
    if whose := _of(units, part):
        inside = select(Link.id).join(Link.participation).join(Participation.ambassador)
        quarters = quarters.where(LinkQuarter.link_id.in_(inside.where(*whose)))
    return list(db.session.scalars(quarters.order_by(LinkQuarter.starts_at.desc(), LinkQuarter.id)))


@dataclass(frozen=True)
class RulesUsed:
    """From when to when visits were told apart by one version of the rules, and how many."""

    version: int
    first: date
    last: date
    visits: int


def rules_used() -> list[RulesUsed]:
    """Return the versions of the rules that counted anything, the latest first."""
    rows = db.session.execute(
        select(
            RulesDay.version,
            func.min(RulesDay.day),
            func.max(RulesDay.day),
            func.sum(RulesDay.visits),
        )
        .group_by(RulesDay.version)
        .order_by(RulesDay.version.desc())
    )
    return [RulesUsed(version, first, last, int(visits)) for version, first, last, visits in rows]
