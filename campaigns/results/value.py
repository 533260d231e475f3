"""What a confirmed outcome has cost. Numbers in, numbers and words out; no database."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from campaigns import labels
from campaigns.costs.kroner import LARGEST, ore_in, whole_kroner
from campaigns.costs.queries import Given, Spent
from campaigns.enums import OutcomeKind
from campaigns.models import Campaign
from campaigns.outcomes.enums import Source
from campaigns.results.groups import SMALLEST_GROUP
from campaigns.results.report import IMPORTED, TOLD, TRACKED

QUARTERS = 4


@dataclass(frozen=True, kw_only=True)
class Value:
    """What one confirmed outcome of a goal has cost, in øre, from ``low`` to ``high``.

    ``high`` is None when nothing is tracked, both are when nothing is confirmed: what cannot be
    said is not said.
    """

    tracked: int
    told: int
    low: float | None
    high: float | None


def value_of(confirmed: Mapping[Source, int], cost: int) -> Value:
    """Return what one confirmed outcome has cost when all costs are laid on this goal.

    The formula is the average cost-effectiveness ratio, cost divided by effect (Drummond et al.,
    *Methods for the Economic Evaluation of Health Care Programmes*, ch. 2 and 4):

        low  = cost / (tracked + told)      as if everybody who says so came because of it
        high = cost / tracked               as if nobody did whom no link or code led here

    The truth about what the ambassadors set going lies between, which is why it is a range and no
    number with decimals. It says what an outcome cost, not what it would have cost without the
    campaign: for that one would have to know who would have come anyway. Who came by themselves,
    and official figures, are in neither: they were not counted by the same measure, and adding
    them would make every campaign look cheap.
    """
    tracked = sum(confirmed.get(source, 0) for source in (*TRACKED, *IMPORTED))
    told = sum(confirmed.get(source, 0) for source in TOLD)
    return Value(
        tracked=tracked,
        told=told,
        low=cost / (tracked + told) if tracked + told else None,
        high=cost / tracked if tracked else None,
    )


@dataclass(frozen=True)
class Rate:
    """What somebody asks an hour of the ambassadors to be worth, as it was typed."""

    typed: str

    @property
    def ore(self) -> int:
        """The rate in øre an hour; nothing when it is no rate."""
        found = ore_in(self.typed) or 0
        return found if 0 < found <= LARGEST else 0

    @property
    def is_odd(self) -> bool:
        """Whether something was typed that is no rate."""
        return bool(self.typed) and not self.ore


@dataclass(frozen=True)
class Account:
    """What went into a campaign, in øre, with the hours given to it priced if that was asked."""

    spent: Spent
    given: Given
    rate: Rate

    @property
    def shows_given(self) -> bool:
        """Whether so many gave hours that the sum says nothing of one of them."""
        return self.given.people >= SMALLEST_GROUP

    @property
    def extra(self) -> int:
        """What the hours given are worth at the rate that was asked."""
        return priced(self.given.quarters, self.rate.ore) if self.shows_given else 0

    @property
    def in_all(self) -> int:
        """All of it together."""
        return self.spent.in_all + self.extra


def priced(quarters: int, rate: int) -> int:
    """Return what hours are worth at so many øre an hour, in whole øre."""
    return round(quarters * rate / QUARTERS)


@dataclass(frozen=True)
class GoalValue:
    """A goal with what one of its confirmed outcomes has cost."""

    goal_id: uuid.UUID
    name: str
    value: Value
    words: str


def values_of(
    campaign: Campaign, confirmed: Mapping[uuid.UUID, Mapping[Source, int]], cost: int
) -> list[GoalValue]:
    """Return each goal that can be confirmed, all costs laid on each; they are never added up.

    A conversation is had, not confirmed, and is left out.
    """
    found = []
    for goal in campaign.goals:
        if goal.outcome_kind is not OutcomeKind.CONVERSATIONS:
            one = value_of(confirmed.get(goal.id, {}), cost)
            found.append(GoalValue(goal.id, labels.goal_name(goal), one, in_words(one, cost)))
    return found


def in_words(value: Value, cost: int) -> str:
    """Return a range as it is said: "120 kr. to 150 kr."; what is unknown is not a number."""
    if not cost:
        return str(_("No costs are noted yet"))
    if value.low is None:
        return str(_("Nobody is confirmed yet"))
    low = whole_kroner(value.low)
    if value.high is None:
        return str(_("%(low)s or more", low=low))
    high = whole_kroner(value.high)
    return low if low == high else str(_("%(low)s to %(high)s", low=low, high=high))
