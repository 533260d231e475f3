"""What may be done with a goal now. Pure functions: no request, no session."""

from campaigns.enums import OutcomeKind
from campaigns.models import Goal


def can_leave(goal: Goal) -> bool:
    """Say whether a goal may end or go: one that sign-ups to an own event count towards stays."""
    has_event = goal.campaign.landing_address.startswith("/")
    return not (has_event and goal.outcome_kind is OutcomeKind.EVENT_SIGN_UPS)
