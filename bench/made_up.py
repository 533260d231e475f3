"""What each ambassador of a season made up for a measurement does, and on which day of it."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from bench.season import SEASON

DAYS, WEEKS = 80, 12


class Size(NamedTuple):
    """How much each ambassador does, over how many days, and whether each click has a row."""

    clicks: int
    posts: int
    talks: int
    days: int
    has_links: bool


A_SEASON, THREE_YEARS = Size(2_500, 100, 24, DAYS, True), Size(100, 10, 3, 1_096, False)


def sign_ups(number: int) -> int:
    """Return how many sign-ups one ambassador brings: from 1 to 99, 50 on average."""
    return 2 * (number % 50) + 1


def reached(number: int) -> Iterator[tuple[int, bool]]:
    """Yield on which day each sign-up of an ambassador came, and whether it is confirmed."""
    return ((one * DAYS // 100, one % 2 == 1) for one in range(sign_ups(number)))


def day_of(number: int, of_all: int) -> int:
    """Return on which of the last days somebody does the one of all they do."""
    return number * DAYS // of_all


def deeds_by_day(each: int) -> list[int]:
    """Return how many of somebody's deeds are on each of the last days."""
    found = Counter(day_of(number, each) for number in range(each))
    return [found[day] for day in range(DAYS)]


def deeds_by_week(each: int) -> list[int]:
    """Return how many of somebody's deeds are in each week."""
    by_day, found = deeds_by_day(each), [0] * WEEKS
    for day, number in enumerate(by_day):
        found[week_of(day)] += number
    return found


def week_of(day: int) -> int:
    """Return which week of the season a day is in."""
    return (SEASON[0].weekday() + day) // 7


def spread(total: int, days: int) -> list[int]:
    """Spread a number over some days as evenly as whole numbers go."""
    return [total // days + (day < total % days) for day in range(days)]
