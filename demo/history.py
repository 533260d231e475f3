"""What people did in a season: posts, conversations, and the clicks that followed."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from campaigns.models import Campaign
from campaigns.posts import operations as posts
from campaigns.posts.enums import ConversationPlace, ConversationTopic, LedTo
from campaigns.tracking import counting
from campaigns.tracking import operations as tracking
from campaigns.tracking.bursts import BURST
from campaigns.tracking.counting import KnownLink
from campaigns.tracking.enums import LinkChannel
from campaigns.tracking.models import Link, LinkQuarter
from core.db import db
from demo.building import House, Member
from demo.campaigning import Parts
from demo.plans import CampaignPlan
from demo.season import SPIKE, interest, post_days, spread
from demo.shortcodes import address_at

TOPICS = {
    ConversationTopic.EVERYDAY_LIFE: 5.0,
    ConversationTopic.HOUSING: 4.0,
    ConversationTopic.MONEY: 3.0,
    ConversationTopic.GETTING_IN: 3.0,
    ConversationTopic.COMMUNITY: 2.0,
    ConversationTopic.WORK: 1.0,
    None: 2.0,
}
# Half say afterwards what came of it: mostly more talk, now and then a decision.
LED_TO = {None: 9.0, LedTo.TALK: 4.0, LedTo.LINK: 3.0, LedTo.COMING: 2.5, LedTo.DECIDED: 0.7}
PLACES = {
    None: 6.0,
    ConversationPlace.IN_PERSON: 5.0,
    ConversationPlace.MESSAGES: 4.0,
    ConversationPlace.COMMENTS: 2.0,
    ConversationPlace.EVENT: 1.0,
    ConversationPlace.PHONE: 0.5,
}
Cell = tuple[str, date]
STORY, EVENING = 112, time(20, 15)


@dataclass(frozen=True)
class Running:
    """A campaign with its plan, and each person's part in it."""

    plan: CampaignPlan
    campaign: Campaign
    parts: Parts

    @property
    def name(self) -> str:
        """The campaign's name, by which it is told from the others."""
        return self.plan.name.da

    def covers(self, name: str, day: date) -> bool:
        """Say whether somebody took part on a day."""
        return name in self.parts and self.campaign.starts_on <= day <= self.campaign.ends_on


@dataclass(frozen=True)
class Told:
    """Who posted on which days, by campaign name: the cause of everything that follows."""

    days: dict[str, dict[str, list[date]]]

    def of(self, running: Running) -> dict[str, list[date]]:
        """Return the days by person in one campaign."""
        return self.days[running.name]


def tell(campaigns: list[Running], house: House, chance: random.Random) -> Told:
    """Log everybody's posts, each in one of the campaigns that ran that day."""
    told: dict[str, dict[str, list[date]]] = {one.name: {} for one in campaigns}
    for member in house.everybody():
        name = member.plan.name
        for day in post_days(member.plan, house.season, chance):
            open_now = [one for one in campaigns if one.covers(name, day)]
            if not open_now:
                continue
            # Who is to have numbers of their own in a campaign posts in it at least once.
            due = [one for one in open_now if name in one.plan.own and name not in told[one.name]]
            running = chance.choice(due or open_now)
            moment = house.season.moment(day, chance)
            post = posts.log_post(running.parts[name], url=address_at(moment, chance))
            post.created_at = moment + timedelta(minutes=chance.randrange(2, 90))
            told[running.name].setdefault(name, []).append(day)
    return Told(told)


def follow(running: Running, told: Told, house: House, chance: random.Random) -> dict[Cell, float]:
    """Add the conversations and clicks of a campaign; return where its sign-ups come from."""
    numbers = running.plan.numbers
    assert numbers is not None  # noqa: S101 -- a draft has no history
    days = told.of(running)
    talks = _weights(running, house, {name: dict.fromkeys(own, 1.0) for name, own in days.items()})
    _talk(running, deal(running, talks, "conversations", chance), house, chance)
    last = min(running.campaign.ends_on, house.season.today - timedelta(days=1))
    seen = {name: interest(own, last=last) for name, own in days.items()}
    cells = _weights(running, house, seen)
    _click(running, deal(running, cells, "clicks", chance), chance)
    return cells


def _weights(
    running: Running, house: House, days: dict[str, dict[date, float]]
) -> dict[Cell, float]:
    """Weigh each person's days by how they take part, and the week that stood out."""
    by_name: dict[str, Member] = {one.plan.name: one for one in house.everybody()}
    weights = {}
    for name, own in days.items():
        for day, share in own.items():
            is_spike = house.season.week_of(day) == running.plan.spike_week
            weight = by_name[name].plan.profile.weight * (SPIKE if is_spike else 1.0)
            weights[name, day] = share * weight
    return weights


def deal(
    running: Running, cells: dict[Cell, float], what: str, chance: random.Random
) -> Counter[Cell]:
    """Spread a number of the plan over people and days; those with numbers of their own first."""
    own = running.plan.own
    total: int = getattr(running.plan.numbers, what)
    dealt: Counter[Cell] = Counter()
    for name, numbers in own.items():
        mine = {cell: weight for cell, weight in cells.items() if cell[0] == name}
        dealt += spread(getattr(numbers, what), mine, chance)
    others = {cell: weight for cell, weight in cells.items() if cell[0] not in own}
    return dealt + spread(total - dealt.total(), others, chance)


def _talk(running: Running, talks: Counter[Cell], house: House, chance: random.Random) -> None:
    after = random.Random(house.plan.seed)  # noqa: S311 -- a demo, not a secret
    for (name, day), number in sorted(talks.items()):
        for _ in range(number):
            topic = chance.choices(list(TOPICS), weights=list(TOPICS.values()))[0]
            row = posts.log_conversation(running.parts[name], topic=topic, on=day)
            row.created_at = house.season.moment(day, chance)
            posts.tell_more(
                row,
                topic=topic,
                place=after.choices(list(PLACES), weights=list(PLACES.values()))[0],
                led_to=after.choices(list(LED_TO), weights=list(LED_TO.values()))[0],
            )


def _click(running: Running, clicks: Counter[Cell], chance: random.Random) -> None:
    """Have the links followed, as the folding of clicks does."""
    db.session.flush()
    if running.plan.spike_week is not None:
        _take_off(clicks)
    days: dict[tuple[KnownLink, date], Counter[str]] = {}
    links = _links(running)
    for (name, day), number in sorted(clicks.items()):
        for link, own in zip(links[name], _shares(number, len(links[name]), chance), strict=True):
            seen = {"previews": chance.randrange(1, 4), "robots": chance.randrange(0, 3)}
            days[link, day] = Counter({"clicks": own, **(seen if own else {})})
    counting.add(days)
    if running.plan.spike_week is not None:
        _show_burst(days)


def _take_off(clicks: Counter[Cell]) -> None:
    """Let a story take off: on their best day, whoever is followed most is followed much more."""
    best = max(clicks, key=lambda cell: (clicks[cell], cell))
    for cell in sorted(cell for cell in clicks if cell[0] == best[0] and cell != best):
        if clicks[best] < STORY:
            clicks.update({best: clicks[cell] // 2, cell: -(clicks[cell] // 2)})


def _show_burst(days: dict[tuple[KnownLink, date], Counter[str]]) -> None:
    """Note how much of the most followed day came in one evening's quarter of an hour."""
    link, day = max(days, key=lambda one: (days[one]["clicks"], one[1]))
    burst = days[link, day]["clicks"] * 3 // 4
    if burst >= BURST:
        evening = datetime.combine(day, EVENING, ZoneInfo(link.zone)).astimezone(UTC)
        row = LinkQuarter(link_id=link.id, campaign_id=link.campaign_id, starts_at=evening)
        row.clicks = burst
        db.session.add(row)


def _shares(number: int, places: int, chance: random.Random) -> list[int]:
    """Spread one day's clicks over somebody's links, most of them on the first."""
    weights = [4.0, *[1.0] * (places - 1)]
    drawn = Counter(chance.choices(range(places), weights=weights, k=number))
    return [drawn[place] for place in range(places)]


def _links(running: Running) -> dict[str, list[KnownLink]]:
    """Return everybody's links in a campaign by name; some people have one for a story as well."""
    links: dict[str, list[KnownLink]] = {}
    for number, (name, part) in enumerate(running.parts.items()):
        own = [tracking.ensure_link(part)]
        if number % 3 == 0:
            own.append(tracking.ensure_link(part, LinkChannel.INSTAGRAM_STORY))
        if number % 5 == 0:
            own.append(tracking.ensure_link(part, LinkChannel.POSTER))
        db.session.flush()  # the rows of their days need their ids
        links[name] = [_known(running, link) for link in own]
    return links


def _known(running: Running, link: Link) -> KnownLink:
    zone, last = running.campaign.organisation.timezone, running.campaign.ends_on
    part = link.participation.id
    return KnownLink(link.id, running.campaign.id, part, link.channel, zone, last)
