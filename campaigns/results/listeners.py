"""What results answer when a campaign asks how far it is."""

import uuid

from campaigns.models import Campaign
from campaigns.results.report import progress_by_goal
from campaigns.signals import reached_wanted


def connect() -> None:
    """Start answering; connecting twice is harmless."""
    reached_wanted.connect(_reached)


def _reached(campaign: Campaign, **_: object) -> dict[uuid.UUID, int]:
    return {goal_id: one.reached for goal_id, one in progress_by_goal([campaign]).items()}
