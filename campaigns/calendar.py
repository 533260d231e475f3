"""A stretch of time to look at, and where in it something lies. Pure: touches no database.

Months are drawn equally wide, so a bar's end stands at its share of its own month.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_OF_A_YEAR = 12
BEFORE = 2  # months that have been, in the year one is shown first


@dataclass(frozen=True)
class Bar:
    """Where something lies in a window, in percent of its width."""

    x: float
    width: float
    is_cut_before: bool
    is_cut_after: bool


@dataclass(frozen=True)
class Window:
    """Whole months: one, drawn by its days, or twelve."""

    first: date
    months: int

    @property
    def last(self) -> date:
        """The last day of it."""
        return later(self.first, self.months) - timedelta(days=1)

    @property
    def ticks(self) -> list[date]:
        """The days that are named over it: each month's first, or each week's of one month."""
        if self.months == 1:
            return [self.first.replace(day=day) for day in (1, 8, 15, 22)]
        return [later(self.first, number) for number in range(self.months)]

    def shifted(self, steps: int) -> date:
        """Return the first day of the window so many windows later."""
        return later(self.first, steps * self.months)

    def share(self, day: date) -> float:
        """Return how far into the window a day begins, in percent."""
        whole = (day.year - self.first.year) * MONTHS_OF_A_YEAR + day.month - self.first.month
        part = (day.day - 1) / monthrange(day.year, day.month)[1]
        return round(100 * (whole + part) / self.months, 2)

    def bar(self, starts_on: date, ends_on: date) -> Bar | None:
        """Return where something from one day to another lies; None outside the window."""
        if ends_on < self.first or starts_on > self.last:
            return None
        start = self.share(max(starts_on, self.first))
        end = 100.0 if ends_on >= self.last else self.share(ends_on + timedelta(days=1))
        return Bar(start, round(end - start, 2), starts_on < self.first, ends_on > self.last)


def later(first: date, months: int) -> date:
    """Return the first of the month so many months later, or earlier."""
    number = first.year * MONTHS_OF_A_YEAR + first.month - 1 + months
    return date(number // MONTHS_OF_A_YEAR, number % MONTHS_OF_A_YEAR + 1, 1)


def window_of(view: str, start: str, today: date) -> Window:
    """Return what was asked for by "month" or not, and "2026-11"; odd input shows now."""
    months = 1 if view == "month" else MONTHS_OF_A_YEAR
    try:
        asked = date.fromisoformat(f"{start}-01")
    except ValueError:
        asked = later(today.replace(day=1), 0 if months == 1 else -BEFORE)
    return Window(min(max(asked, date(2000, 1, 1)), date(2098, 12, 1)), months)
