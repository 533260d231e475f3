"""Reads for the API: campaigns with how far their goals are. No writes, no request."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from campaigns.enums import CampaignStatus, OutcomeKind
from campaigns.models import Campaign, CampaignDay, Goal
from campaigns.outcomes.enums import Source
from campaigns.outcomes.models import GoalSource
from campaigns.results import queries as results
from campaigns.results.ladder import Ladder
from core.db import db, utcnow


@dataclass(frozen=True, kw_only=True)
class GoalResult:
    """A goal and how much of it is reached."""

    kind: OutcomeKind
    target: int
    reached: int


@dataclass(frozen=True, kw_only=True)
class CampaignResult:
    """What a campaign has brought, without anybody's name."""

    id: uuid.UUID
    name_da: str
    name_en: str
    status: CampaignStatus
    starts_on: date
    ends_on: date
    goals: list[GoalResult]
    ladder: Ladder
    posts: int
    as_of: datetime


def result_of(campaign: Campaign) -> CampaignResult:
    """Return the totals of ``campaign``, whose goals are loaded."""
    ladder = results.ladder([campaign.id])
    reached = reached_by_goal(campaign)
    return CampaignResult(
        id=campaign.id,
        name_da=campaign.name_da,
        name_en=campaign.name_en,
        status=campaign.status,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        goals=[
            GoalResult(
                kind=goal.outcome_kind,
                target=goal.target,
                reached=ladder.conversations
                if goal.outcome_kind is OutcomeKind.CONVERSATIONS
                else reached.get(goal.id, 0),
            )
            for goal in campaign.goals
        ],
        ladder=ladder,
        posts=posts_in(campaign),
        as_of=utcnow(),
    )


def reached_by_goal(campaign: Campaign) -> dict[uuid.UUID, int]:
    """Return how many sign-ups that stand each goal has; goals without any are absent."""
    rows = db.session.execute(
        select(GoalSource.goal_id, func.sum(GoalSource.sign_ups))
        .join(Goal, Goal.id == GoalSource.goal_id)
        .where(Goal.campaign_id == campaign.id, GoalSource.source != Source.NONE)
        .group_by(GoalSource.goal_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def posts_in(campaign: Campaign) -> int:
    """Return how many posts were logged in a campaign."""
    return int(
        db.session.scalar(
            select(func.coalesce(func.sum(CampaignDay.posts), 0)).where(
                CampaignDay.campaign_id == campaign.id
            )
        )
        or 0
    )
