"""What a stage counts as, and which of two pieces of news stands. Pure: touches no database.

News is ordered by when it became true, and where that is the same, by how far it goes. The order
in which it arrives therefore makes no difference. News without a date of its own is as new as its
arrival, except that it never takes anybody back to having merely signed up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from campaigns.enums import OutcomeKind, Step
from campaigns.models import Goal
from campaigns.outcomes.enums import Stage

COUNTED: dict[Stage, frozenset[Step]] = {
    Stage.SIGNED_UP: frozenset({Step.SIGN_UPS}),
    Stage.CONFIRMED: frozenset({Step.SIGN_UPS, Step.CONFIRMED}),
    Stage.NO_SHOW: frozenset({Step.SIGN_UPS}),
    Stage.CANCELLED: frozenset(),
    Stage.WITHDRAWN: frozenset(),
}
FAR = {stage: number for number, stage in enumerate(Stage)}


def counted_as(step: Step) -> tuple[Stage, ...]:
    """Return the stages that count as a step."""
    return tuple(stage for stage, steps in COUNTED.items() if step in steps)


class Verdict(StrEnum):
    """What a piece of news does to what is known."""

    COUNTED = "counted"
    CHANGED = "changed"
    SAME = "same"
    OLDER = "older"


@dataclass(frozen=True)
class Known:
    """What is known of an outcome."""

    stage: Stage
    news_at: datetime
    is_attributed: bool


def verdict(
    known: Known, stage: Stage, told_at: datetime, *, is_dated: bool, names_somebody: bool
) -> Verdict:
    """Return what news does to a known outcome: who told is set once, the stage by newer news."""
    brings_name = names_somebody and not known.is_attributed
    if known.stage is Stage.WITHDRAWN:
        return Verdict.CHANGED
    if known.stage is stage:
        return Verdict.CHANGED if brings_name else Verdict.SAME
    if is_dated:
        is_newer = (told_at, FAR[stage]) > (known.news_at, FAR[known.stage])
    else:
        is_newer = stage is not Stage.SIGNED_UP
    return Verdict.CHANGED if is_newer else Verdict.OLDER


def countable(goals: Iterable[Goal]) -> list[Goal]:
    """Return the goals that lists, systems and hands can tell of: conversations are logged."""
    return [
        goal
        for goal in goals
        if goal.outcome_kind is not OutcomeKind.CONVERSATIONS and goal.ended_at is None
    ]
