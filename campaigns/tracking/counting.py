"""Adds clicks up: by link and day, by place and day, by quarter of an hour, and in the totals."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, delete, select

from accounts.models import Organisation
from ambassadors.enums import AmbassadorStatus
from ambassadors.models import Ambassador
from campaigns import totals
from campaigns.enums import CampaignStatus, Step
from campaigns.models import Campaign, Participation
from campaigns.tracking.bursts import BURST, KEPT, starts_at
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
from campaigns.tracking.visitors import Visitor
from core.db import count_up_all, db, table_of, utcnow

CODES_AT_ONCE = 500
COLUMNS = {Visitor.PERSON: "clicks", Visitor.PREVIEW: "previews", Visitor.ROBOT: "robots"}
COUNTERS = ["clicks", "late", "previews", "robots", "set_aside"]
OVER = frozenset({CampaignStatus.CLOSED, CampaignStatus.ARCHIVED})


@dataclass(frozen=True)
class KnownLink:
    """What folding must know of a link; clicks after ``last_day`` are nobody's result."""

    id: UUID
    campaign_id: UUID
    participation_id: UUID
    channel: LinkChannel
    zone: str
    last_day: date


class Group(NamedTuple):
    """Clicks that are alike in everything that is counted."""

    code: str
    quarter: int
    visitor: Visitor
    rules: int


Known = Mapping[Group, int]
Days = Mapping[tuple[KnownLink, date], Counter[str]]


def count(groups: Counter[Group]) -> int:
    """Add groups to the counters; return how many of their lines name no link."""
    links = known_links(sorted({group.code for group in groups}))
    known = {group: number for group, number in groups.items() if group.code in links}
    days = _days(known, links)
    add(dict(sorted(days.items(), key=lambda item: (item[0][0].id, item[0][1]))))
    _add_quarters(known, links)
    _add_rules(known)
    return groups.total() - sum(known.values())


def _days(groups: Known, links: Mapping[str, KnownLink]) -> Days:
    """Add up what belongs to one day of a link, in the zone of its organisation."""
    days: dict[tuple[KnownLink, date], Counter[str]] = defaultdict(Counter)
    local_days: dict[tuple[str, int], date] = {}
    for group, number in groups.items():
        link = links[group.code]
        moment = (link.zone, group.quarter)
        if moment not in local_days:
            local_days[moment] = _local_day(*moment)
        day = local_days[moment]
        is_late = group.visitor is Visitor.PERSON and day > link.last_day
        days[link, day]["late" if is_late else COLUMNS[group.visitor]] += number
    return days


def add(days: Days) -> None:
    """Add up the days of links and places, and the people's clicks in the running totals."""
    by_day = [{"link_id": link.id, "day": day, **_row(n)} for (link, day), n in days.items()]
    count_up_all(table_of(LinkDay), ["link_id", "day"], COUNTERS, by_day)
    add_totals(days)


def add_totals(days: Days) -> None:
    """Add days of links to everything that is kept of them but the days themselves."""
    links: dict[UUID, Counter[str]] = defaultdict(Counter)
    places: dict[tuple[UUID, date, LinkChannel], Counter[str]] = defaultdict(Counter)
    for (link, day), numbers in days.items():
        links[link.id].update(numbers)
        places[link.campaign_id, day, link.channel].update(numbers)
    totals_ = [{"link_id": link, **_row(numbers)} for link, numbers in links.items()]
    count_up_all(table_of(LinkTotal), ["link_id"], COUNTERS, totals_)
    keys = ["campaign_id", "day", "channel"]
    by_place = [
        {**dict(zip(keys, place, strict=True)), **_row(n)} for place, n in sorted(places.items())
    ]
    count_up_all(table_of(ChannelDay), keys, COUNTERS, by_place)
    causes = [
        totals.Cause(link.campaign_id, link.participation_id, day, numbers["clicks"])
        for (link, day), numbers in days.items()
        if numbers["clicks"]
    ]
    totals.count_all(Step.CLICKS, causes)


def _row(numbers: Counter[str]) -> dict[str, int]:
    return {name: numbers[name] for name in COUNTERS}


def _add_quarters(groups: Known, links: Mapping[str, KnownLink]) -> None:
    """Count what came at once, late clicks too: a burst is a burst."""
    quarters: Counter[tuple[UUID, UUID, int]] = Counter()
    for group, number in groups.items():
        if group.visitor is Visitor.PERSON:
            link = links[group.code]
            quarters[link.id, link.campaign_id, group.quarter] += number
    rows = [
        {
            "link_id": link,
            "campaign_id": campaign,
            "starts_at": starts_at(quarter),
            "clicks": number,
        }
        for (link, campaign, quarter), number in sorted(quarters.items())
    ]
    count_up_all(table_of(LinkQuarter), ["link_id", "starts_at"], ["clicks"], rows)


def _add_rules(groups: Known) -> None:
    rules: Counter[tuple[date, int]] = Counter()
    for group, number in groups.items():
        rules[starts_at(group.quarter).date(), group.rules] += number
    rows = [
        {"day": day, "version": version, "visits": number}
        for (day, version), number in sorted(rules.items())
    ]
    count_up_all(table_of(RulesDay), ["day", "version"], ["visits"], rows)


def known_links(codes: list[str]) -> dict[str, KnownLink]:
    """Return the links that have or had these codes."""
    links: dict[str, KnownLink] = {}
    for start in range(0, len(codes), CODES_AT_ONCE):
        wanted = codes[start : start + CODES_AT_ONCE]
        links |= _links_by(select(Link.code, *FACTS).where(Link.code.in_(wanted)))
        if missing := [code for code in wanted if code not in links]:
            former = select(FormerCode.code, *FACTS).join(FormerCode.link)
            links |= _links_by(former.where(FormerCode.code.in_(missing)))
    return links


FACTS = (
    Link.id,
    Link.campaign_id,
    Link.participation_id,
    Link.channel,
    Organisation.timezone,
    Campaign.status,
    Campaign.ends_on,
    Ambassador.status,
    Ambassador.left_at,
)


def _links_by(codes: Select[*tuple[Any, ...]]) -> dict[str, KnownLink]:
    query = (
        codes.join(Campaign, Link.campaign_id == Campaign.id)
        .join(Organisation, Campaign.organisation_id == Organisation.id)
        .join(Participation, Link.participation_id == Participation.id)
        .join(Ambassador, Participation.ambassador_id == Ambassador.id)
    )
    links = {}
    for (
        code,
        link,
        campaign,
        part,
        channel,
        zone,
        state,
        ends_on,
        status,
        left_at,
    ) in db.session.execute(query):
        last_day = date.min if state in OVER else ends_on
        if status is AmbassadorStatus.LEFT and left_at:
            last_day = min(last_day, left_at.astimezone(ZoneInfo(zone)).date())
        links[code] = KnownLink(link, campaign, part, channel, zone, last_day)
    return links


def _local_day(zone: str, quarter: int) -> date:
    return starts_at(quarter).astimezone(ZoneInfo(zone)).date()


def forget_quarters() -> None:
    """Let go of quarters of an hour that can no longer become a burst."""
    old = (LinkQuarter.starts_at < utcnow() - KEPT, LinkQuarter.clicks < BURST)
    db.session.execute(delete(LinkQuarter).where(*old))
