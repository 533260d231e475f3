"""One campaign with as many people and rows as a measurement needs, written in bulk.

Totals and rows agree, as the product keeps them: an ambassador's clicks are the sum of their link's
days, and so on up to the campaign.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from accounts.models import Unit, User
from ambassadors.enums import Channel, Rhythm
from ambassadors.models import Ambassador
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
from campaigns.posts.models import Post
from campaigns.tracking.models import Link, LinkDay
from core.db import Base, db

UNITS, DAYS, WEEKS = 20, 80, 12
CLICKS, CONVERSATIONS, POSTS = 2_500, 24, 100  # of each ambassador
AT_ONCE = 20_000
Row = dict[str, Any]


def fill(campaign: Campaign, ambassadors: int, *, with_rows: bool) -> None:
    """Let ``ambassadors`` take part; without rows, only what a results page reads is written."""
    campaign.status = CampaignStatus.LIVE
    goal = Goal(campaign=campaign, position=1, outcome_kind=OutcomeKind.EVENT_SIGN_UPS, target=500)
    units = [Unit(organisation=campaign.organisation, name=f"Unit {n}") for n in range(UNITS)]
    db.session.add_all([goal, *units])
    db.session.flush()  # rows are written by these ids
    parts = add_people(campaign, ambassadors, units)
    write(CampaignGroup, _groups(campaign, ambassadors, units))
    _add_totals(campaign, goal, parts)
    if with_rows:
        write(ParticipationWeek, _weeks(campaign, parts))
        _add_clicks(campaign, parts)
        write(Post, _posts(campaign, parts))
        write(Outcome, _outcomes(goal, parts))


def sign_ups(number: int) -> int:
    """Return how many sign-ups one ambassador brings: from 1 to 99, 50 on average."""
    return 2 * (number % 50) + 1


def write(model: type[Base], rows: Iterator[Row]) -> None:
    """Insert many rows, some thousands at a time."""
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == AT_ONCE:
            db.session.execute(insert(model), waiting)
            waiting.clear()
    if waiting:
        db.session.execute(insert(model), waiting)


def add_people(campaign: Campaign, ambassadors: int, units: list[Unit]) -> list[uuid.UUID]:
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
                "clicks": CLICKS,
                "conversations": CONVERSATIONS,
                "posts": POSTS,
                "sign_ups": sign_ups(number),
                "confirmed": sign_ups(number) // 2,
                "last_active_on": SEASON[0] + timedelta(days=number % DAYS),
            }
            for number, (_, person, part) in enumerate(people)
        ),
    )
    return [part for *_, part in people]


def _add_totals(campaign: Campaign, goal: Goal, parts: list[uuid.UUID]) -> None:
    """Add the campaign's days and the goal's source."""
    joined = sum(map(sign_ups, range(len(parts))))
    totals = {
        "clicks": CLICKS * len(parts),
        "conversations": CONVERSATIONS * len(parts),
        "posts": POSTS * len(parts),
        "sign_ups": joined,
        "confirmed": joined // 2,
    }
    of_days = {step: _spread(total) for step, total in totals.items()}
    write(
        CampaignDay,
        (
            {
                "campaign_id": campaign.id,
                "day": SEASON[0] + timedelta(days=day),
                **{step: of_day[day] for step, of_day in of_days.items()},
            }
            for day in range(DAYS)
        ),
    )
    db.session.add(GoalSource(goal_id=goal.id, source=Source.LINK, sign_ups=joined))


def _groups(campaign: Campaign, ambassadors: int, units: list[Unit]) -> Iterator[Row]:
    for place, unit in enumerate(units):
        joined = [sign_ups(number) for number in range(place, ambassadors, UNITS)]
        yield {
            "campaign_id": campaign.id,
            "unit_id": unit.id,
            "cohort_id": campaign.cohorts[0].id,
            "ambassadors": len(joined),
            "clicks": CLICKS * len(joined),
            "posts": POSTS * len(joined),
            "conversations": CONVERSATIONS * len(joined),
            "sign_ups": sum(joined),
            "confirmed": sum(number // 2 for number in joined),
        }


def _weeks(campaign: Campaign, parts: list[uuid.UUID]) -> Iterator[Row]:
    monday = SEASON[0] - timedelta(days=SEASON[0].weekday())
    for part in parts:
        for number in range(WEEKS):
            yield {
                "campaign_id": campaign.id,
                "participation_id": part,
                "monday": monday + timedelta(weeks=number),
                "clicks": CLICKS // WEEKS,
                "conversations": CONVERSATIONS // WEEKS,
                "posts": POSTS // WEEKS,
            }


def _add_clicks(campaign: Campaign, parts: list[uuid.UUID]) -> None:
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
    of_a_day = _spread(CLICKS)
    write(
        LinkDay,
        (
            {"link_id": link, "day": SEASON[0] + timedelta(days=day), "clicks": of_a_day[day]}
            for link in links
            for day in range(DAYS)
        ),
    )


def _posts(campaign: Campaign, parts: list[uuid.UUID]) -> Iterator[Row]:
    for part in parts:
        for number in range(POSTS):
            shortcode = f"{part.hex}{number}"
            yield {
                "campaign_id": campaign.id,
                "participation_id": part,
                "channel": Channel.INSTAGRAM,
                "url": f"https://www.instagram.com/p/{shortcode}/",
                "shortcode": shortcode,
                "published_at": _noon(number * DAYS // POSTS),
            }


def _outcomes(goal: Goal, parts: list[uuid.UUID]) -> Iterator[Row]:
    for number, part in enumerate(parts):
        for one in range(sign_ups(number)):
            yield {
                "goal_id": goal.id,
                "participation_id": part,
                "source": Source.LINK,
                "stage": Stage.CONFIRMED if one % 2 else Stage.SIGNED_UP,
                "external_ref": f"{part.hex}{one}",
                "happened_at": _noon(one * DAYS // 100),
                "news_at": _noon(one * DAYS // 100),
            }


def _spread(total: int) -> list[int]:
    """Spread a number over the days as evenly as whole numbers go."""
    return [total // DAYS + (day < total % DAYS) for day in range(DAYS)]


def _noon(day: int) -> datetime:
    return datetime.combine(SEASON[0], datetime.min.time(), UTC) + timedelta(days=day, hours=12)
