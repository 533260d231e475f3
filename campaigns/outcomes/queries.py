"""Reads about outcomes. No writes, no request, no templates."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from campaigns.enums import OutcomeKind
from campaigns.models import Campaign, Goal
from campaigns.outcomes.models import Outcome
from core.db import db


def sign_up_goal(campaign: Campaign) -> Goal | None:
    """Return the goal that a sign-up to a campaign's event counts towards."""
    return db.session.scalar(
        select(Goal).where(
            Goal.campaign_id == campaign.id, Goal.outcome_kind == OutcomeKind.EVENT_SIGN_UPS
        )
    )


def find_outcome(reference: str) -> Outcome | None:
    """Return the outcome that something, such as a seat, was counted as."""
    return db.session.scalar(
        select(Outcome)
        .where(Outcome.external_ref == reference)
        .options(joinedload(Outcome.participation), joinedload(Outcome.goal))
    )
