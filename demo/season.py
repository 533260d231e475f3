"""A season as dates and chances. Pure: takes plans, gives days; the same seed, the same season."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from campaigns.results.ladder import monday_of
from demo.plans import WEEKS, Person
from demo.profiles import Profile

Cell = TypeVar("Cell")
ZONE = ZoneInfo("Europe/Copenhagen")
# Somebody who has been silent since this week has been so for more than three.
LAST_LOUD_WEEK = WEEKS - 5
POSTS_A_WEEK = {
    Profile.DRIVING: (1, 2, 2, 3),
    Profile.STEADY: (1, 1, 1, 2),
    Profile.REGULAR: (1, 1, 1, 2),
    Profile.OCCASIONAL: (1,),
    Profile.SILENT: (1,),
}
# How interest in a post fades over the days after it.
FADING = (1.0, 0.55, 0.25, 0.1)
SPIKE = 4.5


@dataclass(frozen=True)
class Season:
    """Sixteen ISO weeks, of which the last is the one ``today`` is in."""

    today: date

    def monday(self, week: int) -> date:
        """Return the first day of a week, counted from 0."""
        return monday_of(self.today) + timedelta(weeks=week - WEEKS + 1)

    def week_of(self, day: date) -> int:
        """Return which week a day is in."""
        return (monday_of(day) - self.monday(0)).days // 7

    def days(self, week: int) -> list[date]:
        """Return the days of a week that are over."""
        days = [self.monday(week) + timedelta(days=n) for n in range(7)]
        return [day for day in days if day < self.today]

    def days_from_now(self, days: int | None) -> date | None:
        """Return a day counted from today, or None."""
        return None if days is None else self.today + timedelta(days=days)

    def moment(self, day: date, chance: random.Random) -> datetime:
        """Return a time on a day at which people have their phone out."""
        at = time(chance.choice((7, 8, 12, 15, 16, 17, 19, 20, 20, 21)), chance.randrange(60))
        seconds = timedelta(seconds=chance.randrange(60), milliseconds=chance.randrange(1000))
        return (datetime.combine(day, at, ZONE) + seconds).astimezone(UTC)

    def at(self, day: date, hour: int) -> datetime:
        """Return an hour of a day in the organisation's zone."""
        return datetime.combine(day, time(hour), ZONE).astimezone(UTC)


def active_weeks(person: Person, chance: random.Random) -> list[int]:
    """Return the weeks in which somebody does something."""
    if person.active_weeks is not None:
        return list(person.active_weeks)
    last = LAST_LOUD_WEEK if person.profile is Profile.SILENT else WEEKS
    open_weeks = [w for w in range(person.joined_week, last) if w not in person.paused_weeks]
    weeks = [week for week in open_weeks if chance.random() < person.profile.chance]
    is_quiet = person.profile is Profile.SILENT or WEEKS - 1 in person.paused_weeks
    if not is_quiet and not {WEEKS - 2, WEEKS - 3} & set(weeks):
        weeks.append(WEEKS - 2)  # nobody else is silent for three weeks
    return sorted(weeks)


def post_days(person: Person, season: Season, chance: random.Random) -> list[date]:
    """Return the days on which somebody posts, one for each post."""
    found: list[date] = []
    for week in active_weeks(person, chance):
        days = season.days(week)
        wanted = chance.choice(POSTS_A_WEEK[person.profile]) if person.active_weeks is None else 1
        found += chance.sample(days, min(wanted, len(days)))
    return sorted(found)


def interest(days: Sequence[date], *, last: date) -> dict[date, float]:
    """Return how much interest each day sees after posts on ``days``."""
    weights: dict[date, float] = {}
    for day in days:
        for later, share in enumerate(FADING):
            when = day + timedelta(days=later)
            if when <= last:
                weights[when] = weights.get(when, 0.0) + share
    return weights


def spread(total: int, cells: Mapping[Cell, float], chance: random.Random) -> Counter[Cell]:
    """Deal ``total`` out over cells by their weight; the sum is exact."""
    if not cells or not total:
        return Counter()
    return Counter(chance.choices(list(cells), weights=list(cells.values()), k=total))
