"""The arithmetic of results. Pure: takes numbers, gives numbers, touches no database."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import add

from campaigns.enums import OutcomeKind

SPIKE_FACTOR = 2.0
Day = tuple[date, int, int, int, int, int]  # its clicks, conversations, sign-ups, confirmed, posts


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """How many took each step; a rung is never a sum of others."""

    clicks: int
    conversations: int
    sign_ups: int
    confirmed: int


@dataclass(frozen=True)
class Week:
    """What happened in one ISO week, kept by its Monday."""

    monday: date
    clicks: int = 0
    conversations: int = 0
    sign_ups: int = 0
    confirmed: int = 0
    posts: int = 0

    @property
    def number(self) -> int:
        """The ISO week number."""
        return self.monday.isocalendar().week


@dataclass(frozen=True, kw_only=True)
class GoalProgress:
    """How far a goal is, and where its outcomes came from."""

    kind: OutcomeKind
    named: str = ""  # what the organisation calls a kind of its own
    target: int
    tracked: int
    told: int
    imported: int = 0

    @property
    def reached(self) -> int:
        """What counts towards the goal."""
        return self.tracked + self.told + self.imported


def monday_of(day: date) -> date:
    """Return the Monday of a day's ISO week."""
    return day - timedelta(days=day.weekday())


def first_of_month(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def fill_weeks(weeks: Iterable[Week], *, first: date, last: date) -> list[Week]:
    """Return a week for every Monday from ``first`` to ``last``, empty ones included.

    Links work before the first day and after the last, so weeks in which somebody was reached
    come along. A post from long before does not stretch the chart.
    """
    known = {week.monday: week for week in weeks}
    reached = [m for m, w in known.items() if w.clicks or w.conversations or w.sign_ups]
    start = min([monday_of(first), *reached])
    end = max([monday_of(last), *reached])
    count = (end - start).days // 7 + 1
    mondays = [start + timedelta(weeks=n) for n in range(max(count, 0))]
    return [known.get(monday, Week(monday=monday)) for monday in mondays]


def add_days_up(days: Iterable[Day], starting: Callable[[date], date] = monday_of) -> list[Week]:
    """Add single days up to weeks, or to what ``starting`` says a day belongs to, in order."""
    sums: dict[date, list[int]] = {}
    for day, *numbers in days:
        start = starting(day)
        known = sums.get(start)
        sums[start] = list(map(add, known, numbers)) if known else numbers
    return [Week(start, *numbers) for start, numbers in sorted(sums.items())]


def sum_of(weeks: Iterable[Week]) -> Ladder:
    """Return the ladder of these weeks together."""
    weeks = list(weeks)
    return Ladder(
        clicks=sum(week.clicks for week in weeks),
        conversations=sum(week.conversations for week in weeks),
        sign_ups=sum(week.sign_ups for week in weeks),
        confirmed=sum(week.confirmed for week in weeks),
    )


def spike(numbers: Sequence[int]) -> int | None:
    """Return the index of a number at least twice the mean of the others, if there is one."""
    if len(numbers) < 3 or not any(numbers):
        return None
    top = max(range(len(numbers)), key=lambda i: numbers[i])
    others = (sum(numbers) - numbers[top]) / (len(numbers) - 1)
    return top if numbers[top] >= SPIKE_FACTOR * max(others, 1) else None
