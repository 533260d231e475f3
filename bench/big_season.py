"""One campaign with as many people and rows as a measurement needs, written in bulk.

Totals and rows agree, as the product keeps them: an ambassador's clicks are the sum of their link's
days, and so on up to the campaign.
"""

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any

from sqlalchemy import insert

from accounts.models import Unit, User
from ambassadors.enums import Channel, CohortStatus, Rhythm
from ambassadors.models import Ambassador
from bench import made_up
from bench.made_up import A_SEASON, DAYS, WEEKS, Size
from bench.season import SEASON
from campaigns.enums import CampaignStatus, OutcomeKind
from campaigns.models import (
    Campaign,
    CampaignDay,
    CampaignGroup,
    Goal,
    Participation,
    ParticipationWeek,
)
from campaigns.outcomes.enums import Source, Stage
from campaigns.outcomes.models import GoalSource, Outcome
from campaigns.posts.enums import ConversationTopic, PostChannel
from campaigns.posts.models import Conversation, Post, PostTotal, TalkTotal
from campaigns.tracking.enums import LinkChannel
from campaigns.tracking.models import ChannelDay, Link, LinkDay, LinkTotal
from core.db import Base, db, insert_many, table_of

UNITS, FUNCTIONS = 20, 10
AT_ONCE = 20_000
Row = dict[str, Any]


def fill(campaign: Campaign, ambassadors: int, size: Size = A_SEASON) -> None:
    """Let ``ambassadors`` take part, who have done as much as ``size`` says."""
    campaign.starts_on = SEASON[0] - timedelta(days=size.days - DAYS)
    campaign.status, campaign.cohorts[0].status = CampaignStatus.LIVE, CohortStatus.OPEN
    goal = Goal(campaign=campaign, position=1, outcome_kind=OutcomeKind.EVENT_SIGN_UPS, target=500)
    units = [Unit(organisation=campaign.organisation, name=f"Unit {n}") for n in range(UNITS)]
    db.session.add_all([goal, *units])
    db.session.flush()  # rows are written by these ids
    parts = add_people(campaign, ambassadors, units, size)
    write(CampaignGroup, _groups(campaign, ambassadors, units, size))
    _add_totals(campaign, goal, parts, size)
    write(ParticipationWeek, _weeks(campaign, parts, size))
    write(Post, _posts(campaign, parts, size))
    write(Conversation, _talks(parts, size))
    write(TalkTotal, _talk_totals(campaign, len(parts) * size.talks))
    write(Outcome, _outcomes(goal, parts if size.has_links else []))
    if size.has_links:
        _add_clicks(campaign, parts, size)


def write(model: type[Base], rows: Iterator[Row]) -> None:
    """Insert many rows that name the same columns, some thousands at a time."""
    table = table_of(model)
    while some := list(islice(rows, AT_ONCE)):
        columns: dict[str, list[Any]] = {name: [row[name] for row in some] for name in some[0]}
        for one in table.c:
            made: Any = one.default
            if made is not None and one.name not in columns:
                columns[one.name] = [made.arg(None) if made.is_callable else made.arg for _ in some]
        if any(isinstance(each[0], list | dict) for each in columns.values()):
            db.session.execute(insert(table), some)
            continue
        columns["id"] = [one.hex for one in columns["id"]]
        insert_many(table, columns)


def add_people(
    campaign: Campaign, ambassadors: int, units: list[Unit], size: Size = A_SEASON
) -> list[uuid.UUID]:
    """Add users, ambassadors and their parts; return the ids of the parts."""
    people = [(uuid.uuid4(), uuid.uuid4(), uuid.uuid4()) for _ in range(ambassadors)]
    cohort, joined = campaign.cohorts[0].id, _noon(0)
    write(
        User,
        (
            {"id": u, "email": f"{u.hex}@example.org", "name": f"Ada {u.hex[:8]}"}
            for u, *_ in people
        ),
    )
    write(
        Ambassador,
        (
            {
                "id": person,
                "cohort_id": cohort,
                "user_id": user,
                "unit_id": units[number % UNITS].id,
                "function": _function(number),
                "rhythm": Rhythm.EVERY_OTHER_WEEK,
                "joined_at": joined,
            }
            for number, (user, person, _) in enumerate(people)
        ),
    )
    write(
        Participation,
        (
            {
                "id": part,
                "campaign_id": campaign.id,
                "ambassador_id": person,
                "clicks": size.clicks,
                "conversations": size.talks,
                "posts": size.posts,
                "sign_ups": made_up.sign_ups(number),
                "confirmed": made_up.sign_ups(number) // 2,
                "last_active_on": SEASON[0] + timedelta(days=number % DAYS),
            }
            for number, (_, person, part) in enumerate(people)
        ),
    )
    return [part for *_, part in people]


def _add_totals(campaign: Campaign, goal: Goal, parts: list[uuid.UUID], size: Size) -> None:
    """Add the campaign's days and the goal's source."""
    brought = [made_up.sign_ups(number) for number in range(len(parts))]
    joined, confirmed = sum(brought), sum(number // 2 for number in brought)
    totals = {
        "clicks": size.clicks * len(parts),
        "conversations": size.talks * len(parts),
        "posts": size.posts * len(parts),
        "sign_ups": joined,
        "confirmed": confirmed,
    }
    of_days = {step: made_up.spread(total, size.days) for step, total in totals.items()}
    for step, each in (("posts", size.posts), ("conversations", size.talks)):
        of_days[step] = [0] * (size.days - DAYS) + [
            len(parts) * n for n in made_up.deeds_by_day(each)
        ]
    if size.has_links:  # each link is followed as often on a day as the others
        of_days["clicks"] = [
            len(parts) * number for number in made_up.spread(size.clicks, size.days)
        ]
        told = Counter(one for number in range(len(parts)) for one in made_up.reached(number))
        of_days["sign_ups"] = [told[day, True] + told[day, False] for day in range(size.days)]
        of_days["confirmed"] = [told[day, True] for day in range(size.days)]
    write(
        CampaignDay,
        (
            {
                "campaign_id": campaign.id,
                "day": campaign.starts_on + timedelta(days=day),
                **{step: of_day[day] for step, of_day in of_days.items()},
            }
            for day in range(size.days)
        ),
    )
    write(
        ChannelDay,
        (
            {
                "campaign_id": campaign.id,
                "day": campaign.starts_on + timedelta(days=day),
                "channel": LinkChannel.INSTAGRAM,
                "clicks": of_days["clicks"][day],
            }
            for day in range(size.days)
        ),
    )
    posts = {"channel": PostChannel.INSTAGRAM, "posts": totals["posts"]}
    db.session.add(PostTotal(campaign_id=campaign.id, **posts))
    reached = {"sign_ups": joined, "confirmed": confirmed}
    db.session.add(GoalSource(goal_id=goal.id, source=Source.LINK, **reached))


def _function(number: int) -> str:
    return f"Function {number // UNITS % FUNCTIONS}"


def _groups(campaign: Campaign, ambassadors: int, units: list[Unit], size: Size) -> Iterator[Row]:
    for place, unit in enumerate(units):
        for kind in range(FUNCTIONS):
            numbers = range(place + UNITS * kind, ambassadors, UNITS * FUNCTIONS)
            joined = [made_up.sign_ups(number) for number in numbers]
            yield {
                "campaign_id": campaign.id,
                "unit_id": unit.id,
                "cohort_id": campaign.cohorts[0].id,
                "function": f"Function {kind}",
                "ambassadors": len(joined),
                "clicks": size.clicks * len(joined),
                "posts": size.posts * len(joined),
                "conversations": size.talks * len(joined),
                "sign_ups": sum(joined),
                "confirmed": sum(number // 2 for number in joined),
            }


def _weeks(campaign: Campaign, parts: list[uuid.UUID], size: Size) -> Iterator[Row]:
    monday = SEASON[0] - timedelta(days=SEASON[0].weekday())
    clicks = made_up.spread(size.clicks, WEEKS)
    posts, talks = made_up.deeds_by_week(size.posts), made_up.deeds_by_week(size.talks)
    for place, part in enumerate(parts):
        told = Counter((made_up.week_of(day), is_sure) for day, is_sure in made_up.reached(place))
        for number in range(WEEKS):
            sure = told[number, True] if size.has_links else 0
            yield {
                "campaign_id": campaign.id,
                "participation_id": part,
                "monday": monday + timedelta(weeks=number),
                "clicks": clicks[number],
                "conversations": talks[number],
                "posts": posts[number],
                "sign_ups": sure + told[number, False] if size.has_links else 0,
                "confirmed": sure,
            }


def _add_clicks(campaign: Campaign, parts: list[uuid.UUID], size: Size) -> None:
    """Add a link for each part, and its clicks of each day."""
    links = [uuid.uuid4() for _ in parts]
    write(
        Link,
        (
            {
                "id": link,
                "campaign_id": campaign.id,
                "participation_id": part,
                "channel": Channel.INSTAGRAM,
                "code": link.hex[:16].upper(),
                "target": "/e/open-house",
            }
            for link, part in zip(links, parts, strict=True)
        ),
    )
    write(LinkTotal, ({"link_id": link, "clicks": size.clicks} for link in links))
    of_a_day = made_up.spread(size.clicks, DAYS)
    write(
        LinkDay,
        (
            {"link_id": link, "day": SEASON[0] + timedelta(days=day), "clicks": of_a_day[day]}
            for link in links
            for day in range(DAYS)
        ),
    )


def _posts(campaign: Campaign, parts: list[uuid.UUID], size: Size) -> Iterator[Row]:
    for part in parts:
        for number in range(size.posts):
            shortcode = f"{part.hex}{number}"
            yield {
                "campaign_id": campaign.id,
                "participation_id": part,
                "channel": PostChannel.INSTAGRAM,
                "url": f"https://www.instagram.com/p/{shortcode}/",
                "shortcode": shortcode,
                "published_at": _noon(made_up.day_of(number, size.posts)),
            }


def _talks(parts: list[uuid.UUID], size: Size) -> Iterator[Row]:
    topics = cycle(ConversationTopic)
    for part in parts:
        for number in range(size.talks):
            yield {
                "participation_id": part,
                "topic": next(topics),
                "happened_on": SEASON[0] + timedelta(days=made_up.day_of(number, size.talks)),
            }


def _talk_totals(campaign: Campaign, talks: int) -> Iterator[Row]:
    for place, topic in enumerate(ConversationTopic):
        number = (talks + len(ConversationTopic) - 1 - place) // len(ConversationTopic)
        yield {"campaign_id": campaign.id, "topic": topic.value, "talks": number}


def _outcomes(goal: Goal, parts: list[uuid.UUID]) -> Iterator[Row]:
    for number, part in enumerate(parts):
        for one, (day, is_sure) in enumerate(made_up.reached(number)):
            yield {
                "goal_id": goal.id,
                "participation_id": part,
                "source": Source.LINK,
                "stage": Stage.CONFIRMED if is_sure else Stage.SIGNED_UP,
                "external_ref": f"{part.hex}{one}",
                "happened_at": _noon(day),
                "news_at": _noon(day),
            }


def _noon(day: int) -> datetime:
    return datetime.combine(SEASON[0], datetime.min.time(), UTC) + timedelta(days=day, hours=12)
