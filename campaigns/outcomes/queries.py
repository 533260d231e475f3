"""Reads about outcomes. No writes, no request, no templates."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from campaigns.enums import OutcomeKind
from campaigns.models import Campaign, Goal
from campaigns.outcomes.models import Correction, Outcome
from core.db import db


def sign_up_goal(campaign: Campaign) -> Goal | None:
    """Return the goal that a sign-up to a campaign's event counts towards."""
    return db.session.scalar(
        select(Goal).where(
            Goal.campaign_id == campaign.id, Goal.outcome_kind == OutcomeKind.EVENT_SIGN_UPS
        )
    )


def find_outcome(goal: Goal, reference: str) -> Outcome | None:
    """Return the outcome that something, such as a seat, was counted as towards a goal."""
    return db.session.scalar(
        select(Outcome)
        .where(Outcome.goal_id == goal.id, Outcome.external_ref == reference)
        .options(joinedload(Outcome.participation), joinedload(Outcome.goal))
    )


def next_position(outcome: Outcome) -> int:
    """Return the position of an outcome's next change."""
    taken = select(func.max(Correction.position)).where(Correction.outcome_id == outcome.id)
    return (db.session.scalar(taken) or 0) + 1
