"""Reads for results pages, all from running totals. No writes, no request, no templates."""

import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, select

from ambassadors.models import Ambassador
from ambassadors.people import shown_name
from campaigns.enums import CampaignStatus
from campaigns.models import (
    Campaign,
    CampaignDay,
    CampaignGroup,
    Goal,
    Participation,
    ParticipationWeek,
)
from campaigns.outcomes.enums import Source
from campaigns.outcomes.models import GoalSource
from campaigns.posts.queries import conversation_topics
from campaigns.results import statements
from campaigns.results.effect import WEEKS_SHOWN, Effect, rhythm_of
from campaigns.results.ladder import Day, Ladder, Week, add_days_up, monday_of
from campaigns.results.part import in_units
from core.db import db
from core.formats import local

AT_ONCE = 1_000
PEOPLE = func.count(Participation.ambassador_id.distinct())  # of several campaigns, each once


@dataclass(frozen=True)
class AmbassadorResult:
    """What one ambassador brought to one campaign; in the order of ``statements.PEOPLE``."""

    name: str
    unit: str | None
    clicks: int
    conversations: int
    sign_ups: int
    confirmed: int
    posts: int
    last_active_on: date | None
    part_id: uuid.UUID


def get_campaign(organisation_id: uuid.UUID, campaign_id: uuid.UUID) -> Campaign:
    """Return one campaign of an organisation with its goals and readers.

    NoResultFound becomes a 404.
    """
    which = {"campaign": campaign_id, "organisation": organisation_id}
    return db.session.scalars(statements.CAMPAIGN, which).one()


def ladder(campaign_ids: Sequence[uuid.UUID]) -> Ladder:
    """Return the steps of these campaigns together; who came by themselves is on none of them."""
    sums = select(*(func.coalesce(func.sum(column), 0) for column in statements.DAY_COLUMNS)).where(
        CampaignDay.campaign_id.in_(campaign_ids)
    )
    row = tuple(db.session.execute(sums).one())
    return Ladder(clicks=row[0], conversations=row[1], sign_ups=row[2], confirmed=row[3])


def weeks(
    campaign_ids: Sequence[uuid.UUID], starting: Callable[[date], date] = monday_of
) -> list[Week]:
    """Return the weeks, or longer times, in which something happened, in order."""
    return add_days_up(days(campaign_ids), starting)


def days(campaign_ids: Sequence[uuid.UUID]) -> list[Day]:
    """Return the days on which something happened, in order, to be added up."""
    rows = db.session.execute(statements.DAYS, {"campaigns": campaign_ids})
    return [tuple(day) for day in rows]


def days_of_each(campaign_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Day]]:
    """Return the days on which something happened in each of some campaigns, in order."""
    found: dict[uuid.UUID, list[Day]] = {one: [] for one in campaign_ids}
    rows = db.session.execute(statements.DAYS_OF_EACH, {"campaigns": campaign_ids})
    for campaign_id, day, clicks, talks, sign_ups, confirmed, posts in rows:
        found[campaign_id].append((day, clicks, talks, sign_ups, confirmed, posts))
    return found


def people_in_each(campaign_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return how many take part in each of some campaigns; one with nobody is left out."""
    rows = db.session.execute(
        select(CampaignGroup.campaign_id, func.sum(CampaignGroup.ambassadors))
        .where(CampaignGroup.campaign_id.in_(campaign_ids))
        .group_by(CampaignGroup.campaign_id)
    )
    return {campaign_id: int(number) for campaign_id, number in rows}


def sign_ups_by_goal(campaign_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[Source, int]]:
    """Return how many sign-ups that stand each goal has from which way."""
    rows = db.session.execute(statements.GOAL_SOURCES, {"campaigns": campaign_ids})
    found: dict[uuid.UUID, dict[Source, int]] = {}
    for goal_id, source, number in rows:
        found.setdefault(goal_id, {})[source] = number
    return found


def confirmed_by_goal(campaign_id: uuid.UUID) -> dict[uuid.UUID, dict[Source, int]]:
    """Return how many confirmed outcomes each goal of a campaign has from which way."""
    rows = db.session.execute(
        select(GoalSource.goal_id, GoalSource.source, GoalSource.confirmed)
        .join(Goal, Goal.id == GoalSource.goal_id)
        .where(Goal.campaign_id == campaign_id)
        .order_by(GoalSource.goal_id, GoalSource.source)
    )
    found: dict[uuid.UUID, dict[Source, int]] = {}
    for goal_id, source, number in rows:
        found.setdefault(goal_id, {})[source] = number
    return found


def conversations_by_campaign(campaign_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return how many conversations each campaign has; a campaign without any is left out."""
    rows = db.session.execute(
        select(CampaignDay.campaign_id, func.sum(CampaignDay.conversations))
        .where(CampaignDay.campaign_id.in_(campaign_ids))
        .group_by(CampaignDay.campaign_id)
        .order_by(CampaignDay.campaign_id)
    )
    return {campaign_id: number for campaign_id, number in rows}  # noqa: C416 -- rows, not pairs


def ambassador_rows(
    campaign: Campaign,
    units: Collection[uuid.UUID] | None = None,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> Iterator[AmbassadorResult]:
    """Return one row per ambassador, of some units or of all, most sign-ups first."""
    which = {"campaign": campaign.id, "limit": limit, "offset": offset}
    statement = statements.PEOPLE if limit is None else statements.PAGE_OF_PEOPLE
    if units is not None:
        statement = statement.where(*in_units(units))
    if limit is None:
        statement = statement.execution_options(yield_per=AT_ONCE)
    for row in db.session.execute(statement, which):
        result = AmbassadorResult(*row)
        yield result if result.name else replace(result, name=shown_name(""))


@dataclass(frozen=True, kw_only=True)
class Activity:
    """How many take part, and how many of them did something lately."""

    ambassadors: int
    active: int


def activity(campaign_ids: Sequence[uuid.UUID], since: date) -> Activity:
    """Return how many people take part, and how many posted or talked on or after ``since``."""
    if len(campaign_ids) == 1:
        number = select(func.sum(CampaignGroup.ambassadors)).where(
            CampaignGroup.campaign_id == campaign_ids[0]
        )
    else:
        number = select(PEOPLE).where(Participation.campaign_id.in_(campaign_ids))
    return Activity(
        ambassadors=db.session.scalar(number) or 0, active=active_people(campaign_ids, since)
    )


def active_people(campaign_ids: Sequence[uuid.UUID], since: date) -> int:
    """Return how many people posted or talked on or after ``since``."""
    if len(campaign_ids) == 1:
        which = {"campaign": campaign_ids[0], "since": since}
        return db.session.scalar(statements.ACTIVE_IN_ONE, which) or 0
    number = select(PEOPLE).where(
        Participation.campaign_id.in_(campaign_ids), Participation.last_active_on >= since
    )
    return db.session.scalar(number) or 0


def campaign_ids_of(organisation_id: uuid.UUID) -> list[uuid.UUID]:
    """Return an organisation's campaigns that have been launched."""
    return list(
        db.session.scalars(
            select(Campaign.id)
            .where(
                Campaign.organisation_id == organisation_id,
                Campaign.status != CampaignStatus.DRAFT,
            )
            .order_by(Campaign.id)
        )
    )


def own_ladder(ambassador: Ambassador) -> tuple[Ladder, int, list[uuid.UUID]]:
    """Return an ambassador's own steps, posts, and the participations they come from."""
    rows = db.session.execute(
        select(
            Participation.id,
            Participation.clicks,
            Participation.conversations,
            Participation.sign_ups,
            Participation.confirmed,
            Participation.posts,
        )
        .where(Participation.ambassador_id == ambassador.id)
        .order_by(Participation.id)
    ).all()
    own = Ladder(
        clicks=sum(row.clicks for row in rows),
        conversations=sum(row.conversations for row in rows),
        sign_ups=sum(row.sign_ups for row in rows),
        confirmed=sum(row.confirmed for row in rows),
    )
    return own, sum(row.posts for row in rows), [row.id for row in rows]


def active_mondays(participation_ids: Sequence[uuid.UUID], since: date) -> set[date]:
    """Return the Mondays of the weeks with a post or a conversation, from ``since`` on."""
    return set(
        db.session.scalars(
            select(ParticipationWeek.monday).where(
                ParticipationWeek.participation_id.in_(participation_ids),
                ParticipationWeek.monday >= since,
                ParticipationWeek.posts + ParticipationWeek.conversations > 0,
            )
        )
    )


def effect_of(ambassador: Ambassador, today: date) -> Effect:
    """Return what an ambassador brought about, as of a day in the organisation's zone."""
    own, posts, ids = own_ladder(ambassador)
    first = monday_of(today) - timedelta(weeks=WEEKS_SHOWN - 1)
    return Effect(
        ladder=own,
        posts=posts,
        parts=ids,
        topics=conversation_topics(ids),
        rhythm=rhythm_of(
            active_mondays(ids, first),
            ambassador.pauses,
            rhythm=ambassador.rhythm,
            since=local(ambassador.joined_at).date(),
            today=today,
        ),
    )
