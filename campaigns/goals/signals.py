"""What goals ask the rooms above."""

from blinker import Signal

from campaigns.models import Goal

outcomes_wanted = Signal("Sender is a Goal; a receiver says whether any outcome counts towards it.")


def has_outcomes(goal: Goal) -> bool:
    """Say whether anything has been counted towards a goal in a room above."""
    return any(answer for _, answer in outcomes_wanted.send(goal))
