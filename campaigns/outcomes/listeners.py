"""What outcomes answer when goals ask."""

from sqlalchemy import select

from campaigns.goals.signals import outcomes_wanted
from campaigns.models import Goal
from campaigns.outcomes.models import Outcome
from core.db import db


def connect() -> None:
    """Start answering; connecting twice is harmless."""
    outcomes_wanted.connect(_has_outcomes)


def _has_outcomes(goal: Goal, **_: object) -> bool:
    counted = select(Outcome.id).where(Outcome.goal_id == goal.id).limit(1)
    return db.session.scalar(counted) is not None
