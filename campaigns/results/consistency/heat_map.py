"""A calendar in which each day is as dark as much was done on it, month by month. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

CELL, GAP = 16, 3
STEP = CELL + GAP
LEVELS = 4
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Month:
    """One month of a calendar: for each level, 0 to 4, the outline of its days."""

    first: date
    days: int
    active: int
    done: int
    rows: int
    paths: Sequence[str]

    @property
    def height(self) -> int:
        """How tall it is drawn."""
        return self.rows * STEP - GAP


def months(numbers: Mapping[date, int], first: date, last: date) -> list[Month]:
    """Return the months from a day to another; days outside are not drawn.

    The levels are fourths of the busiest day, so that a quiet cohort can be read as well.
    """
    most = max((n for day, n in numbers.items() if first <= day <= last), default=0)
    return [_month(days, numbers, most) for days in _by_month(first, last)]


def level(number: int, most: int) -> int:
    """Return how dark a day is: 0 for nothing, then by fourths of the busiest."""
    return -(-number * LEVELS // most) if number > 0 else 0


def _by_month(first: date, last: date) -> Iterator[list[date]]:
    days: list[date] = []
    for number in range((last - first).days + 1):
        day = first + number * ONE_DAY
        if days and day.month != days[0].month:
            yield days
            days = []
        days.append(day)
    if days:
        yield days


def _month(days: Sequence[date], numbers: Mapping[date, int], most: int) -> Month:
    begins = days[0].replace(day=1)
    shift = begins.weekday()
    above = (shift + days[0].day - 1) // 7  # weeks of the month in which the season had not begun
    outlines: list[list[str]] = [[] for _ in range(LEVELS + 1)]
    for day in days:
        place = shift + day.day - 1
        x, y = place % 7 * STEP, (place // 7 - above) * STEP
        outline = f"M{x} {y}h{CELL}v{CELL}h-{CELL}z"
        outlines[level(numbers.get(day, 0), most)].append(outline)
    done = [numbers.get(day, 0) for day in days]
    return Month(
        first=begins,
        days=len(days),
        active=sum(number > 0 for number in done),
        done=sum(done),
        rows=(shift + days[-1].day - 1) // 7 + 1 - above,
        paths=["".join(outline) for outline in outlines],
    )
