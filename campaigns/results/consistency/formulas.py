"""What a season's days and people say about steadiness: pure functions, each with its source.

Those about a row of days are shared with the page check. What cannot be said is None, never nought.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from campaigns.results.page_check.formulas import (
    burstiness_of_few,
    gaps_of,
    longest_silence,
)

TOP = 3
FEWEST_PEOPLE = 5
FEWEST_DEEDS = 10
MONTH_FOUR = 12  # weeks gone by when the fourth month begins
FIRST_WEEKS = 4  # a season takes so long to get going; they are no measure of it
TIRED = 2 / 3


@dataclass(frozen=True)
class Silence:
    """Days without anything, from the day after the last deed to the day before the next."""

    first: date
    last: date
    is_open: bool

    @property
    def days(self) -> int:
        """How many days it lasts, both ends included."""
        return (self.last - self.first).days + 1


def silence_in(days: Sequence[date], start: date, end: date) -> Silence | None:
    """Return the longest time without a deed between two days, or None if there is no such day.

    The gap that is still open counts like any other, for a season that has died would else look
    regular (Kivelä & Porter 2015, *Physical Review E* 92:052813). So does the time before the
    first deed.
    """
    one = timedelta(days=1)
    if not days:
        return Silence(start, end, True) if end >= start else None
    found = longest_silence([start - one, *days], end + one)
    if found is None or (found[1] - found[0]).days < 2:
        return None
    return Silence(found[0] + one, found[1] - one, found[1] > end)


def active_weeks(days: Sequence[date]) -> int:
    """Return in how many ISO weeks there was a deed."""
    return len({day.isocalendar()[:2] for day in days})


def burstiness(days: Sequence[date]) -> float | None:
    """Return how much deeds come in bursts, -1 to 1, corrected for few; None under ten gaps.

    Goh & Barabási 2008, *EPL* 81:48002, as corrected by Kim & Jo 2016, *Physical Review E*
    94:032311: 0 is as chance would have it, 1 is one burst, -1 is clockwork.
    """
    return burstiness_of_few(gaps_of(days))


def top_share(people_by_deeds: Mapping[int, int], top: int = TOP) -> float | None:
    """Return which share of all deeds the three busiest have done; None where it says nothing.

    With fewer than five people or ten deeds three always have most of it.
    """
    people, deeds = _sums(people_by_deeds)
    if people < FEWEST_PEOPLE or deeds < FEWEST_DEEDS:
        return None
    left, found = top, 0
    for number in sorted(people_by_deeds, reverse=True):
        taken = min(left, people_by_deeds[number])
        found, left = found + taken * number, left - taken
    return found / deeds


def gini(people_by_deeds: Mapping[int, int]) -> float | None:
    """Return how unevenly deeds are spread over people, those without any among them.

    Gini 1912 over how many people did how much, times n / (n - 1) for few people (Deltas 2003,
    *Review of Economics and Statistics* 85:226-234): 0 is evenly, 1 is all by one. In a group of
    people with the same number x, ranks are i + 1 to i + k, so sum((2 rank - n - 1) x) is
    k (2 i + k - n) x.
    """
    n, deeds = _sums(people_by_deeds)
    if n < FEWEST_PEOPLE or deeds < FEWEST_DEEDS:
        return None
    spread, i = 0, 0
    for number, k in sorted(people_by_deeds.items()):
        spread, i = spread + k * (2 * i + k - n) * number, i + k
    return spread / ((n - 1) * deeds)


def _sums(people_by_deeds: Mapping[int, int]) -> tuple[int, int]:
    return sum(people_by_deeds.values()), sum(n * k for n, k in people_by_deeds.items())


@dataclass(frozen=True)
class MonthFour:
    """The fourth month: whether fewer tell than before it, with both shares."""

    is_tiring: bool
    before: float
    now: float


def month_four(recent_shares: Sequence[float]) -> MonthFour | None:
    """Return how the fourth month goes, or None before it, after half a year, or without a start.

    ``recent_shares`` say for each week of the season which share did something in the four weeks
    that end with it. The rule is our judgement: when the newest share is below two thirds of the
    mean of weeks 5 to 12, people are tiring. The first four weeks are still filling and left out.
    """
    gone = len(recent_shares)
    if gone <= MONTH_FOUR:
        return None
    first = recent_shares[FIRST_WEEKS:MONTH_FOUR]
    before, now = sum(first) / len(first), recent_shares[-1]
    is_tiring = now < TIRED * before
    if not before or (gone > MONTH_FOUR + 5 and not is_tiring):
        return None
    return MonthFour(is_tiring, before, now)
