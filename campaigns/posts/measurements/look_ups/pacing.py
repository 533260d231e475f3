"""When posts are looked up, and when nobody asks at all. Pure; the clock is the caller's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

AGES = tuple(timedelta(days=days) for days in (1, 3, 7, 14, 28))
PACE = timedelta(seconds=90)
JITTER = timedelta(seconds=60)
A_DAY = 40
EVENING, MORNING = time(22), time(7)
AFTER_NETWORK = (timedelta(hours=1), timedelta(hours=4), timedelta(hours=24))
AFTER_ODD_ANSWER = timedelta(hours=4)
CLOSED_FOR = tuple(timedelta(hours=hours) for hours in (6, 12, 24, 48))
ODD_IN_A_ROW = 3


def first_due(published_at: datetime, now: datetime) -> datetime | None:
    """Return when a post is first looked up; None when four weeks have passed."""
    if now >= published_at + AGES[-1]:
        return None
    return max(now, published_at + AGES[0])


def next_due(published_at: datetime, now: datetime) -> datetime | None:
    """Return when a post is looked up again after now; None when that was the last time."""
    days = (published_at + age for age in AGES)
    return next((day for day in days if day > now), None)


def closed_for(times: int) -> timedelta:
    """Return how long nobody asks after being turned away so many times in a row."""
    return CLOSED_FOR[min(max(times, 1), len(CLOSED_FOR)) - 1]


def is_night(now: datetime, zone: ZoneInfo) -> bool:
    """Say whether it is too late or too early to ask."""
    clock = now.astimezone(zone).time()
    return clock >= EVENING or clock < MORNING


def by_day(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment itself, or the next morning when it is at night."""
    there = moment.astimezone(zone)
    if not is_night(moment, zone):
        return moment
    morning = there.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    return morning if there.time() < MORNING else morning + timedelta(days=1)


@dataclass(frozen=True)
class Opening:
    """From when on somebody may ask, and how many times more today."""

    at: datetime
    left: int = A_DAY


def plan(dues: Sequence[datetime], opening: Opening, zone: ZoneInfo) -> list[datetime]:
    """Return when each of the posts, in the order of ``dues``, will be asked about.

    One after the other in the pace, by day, and no more a day than may be.
    """
    planned: list[datetime] = []
    free, left = by_day(opening.at, zone), opening.left
    today = opening.at.astimezone(zone).date()
    for due in dues:
        moment = by_day(max(due, free), zone)
        day = moment.astimezone(zone).date()
        if day != today:
            today, left = day, A_DAY
        if left <= 0:
            moment = by_day(_midnight_after(moment, zone), zone)
            today, left = moment.astimezone(zone).date(), A_DAY
        left -= 1
        planned.append(moment)
        free = moment + PACE
    return planned


def _midnight_after(moment: datetime, zone: ZoneInfo) -> datetime:
    there = moment.astimezone(zone) + timedelta(days=1)
    return there.replace(hour=0, minute=0, second=0, microsecond=0)
