"""What a cohort's people did, week by week, added up as they are handed over one by one.

Pure: takes people, gives numbers. Nobody's own numbers are kept, so a cohort of a hundred thousand
takes no more memory than a small one.
"""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import heappush, heappushpop
from itertools import accumulate

from ambassadors.enums import Rhythm
from ambassadors.models import Pause
from campaigns.results.consistency.formulas import TOP, gini
from campaigns.results.effect import is_paused, periods_of
from campaigns.results.ladder import monday_of

LATELY = timedelta(days=28)
WEEKS_LATELY = 4
QUIET = timedelta(days=21)
THRIVING = 3  # of the four last weeks
ONE_DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True, kw_only=True)
class Someone:
    """One ambassador's season; ``deeds`` are their posts and conversations by Monday."""

    unit_id: uuid.UUID | None
    rhythm: Rhythm
    joined_on: date
    gone_on: date | None  # left, or was erased
    pauses: Sequence[Pause]
    deeds: Mapping[date, int]
    last_active_on: date | None

    def is_here(self, day: date) -> bool:
        """Say whether they take part on a day."""
        return self.joined_on <= day and (self.gone_on is None or self.gone_on > day)


@dataclass
class WeekSum:
    """One week of a cohort, as ``CohortWeek`` keeps it."""

    people: int = 0
    resting: int = 0
    active: int = 0
    recent: int = 0
    expected: int = 0
    kept: int = 0
    so_far: int = 0
    busiest: list[int] = field(default_factory=list)
    people_by_deeds: Counter[int] = field(default_factory=Counter)

    @property
    def top_three(self) -> int:
        """What the three busiest have done so far."""
        return sum(self.busiest)

    @property
    def gini(self) -> float | None:
        """How unevenly what has been done so far is spread."""
        return gini(self.people_by_deeds)


@dataclass
class UnitSum:
    """One unit of a cohort, as ``CohortUnit`` keeps it."""

    weeks: list[int]
    people: int = 0
    resting: int = 0
    active: int = 0
    expected: int = 0
    kept: int = 0


class Counting:
    """The season of one cohort up to a day, to which people are added."""

    def __init__(self, *, start: date, as_of: date) -> None:
        """Begin with nobody, for the weeks from ``start`` to ``as_of``."""
        self.as_of = as_of
        self.first = monday_of(start)
        last = max(self.first, monday_of(as_of))
        number = (last - self.first).days // 7 + 1
        self.mondays = [self.first + n * WEEK for n in range(number)]
        self.weeks = [WeekSum() for _ in self.mondays]
        self.units: dict[uuid.UUID | None, UnitSum] = {}
        self.people_by_deeds: Counter[int] = Counter()
        self.thriving = self.quiet = 0

    def add(self, one: Someone) -> None:
        """Count one ambassador in."""
        deeds = [one.deeds.get(monday, 0) for monday in self.mondays]
        is_here = one.is_here(self.as_of)
        if not is_here and not any(deeds):
            return
        unit = self.units.setdefault(one.unit_id, UnitSum([0] * len(self.mondays)))
        self.people_by_deeds[sum(deeds)] += 1
        self._add_weeks(one, deeds, unit)
        self._add_rhythm(one, unit)
        if is_here:
            self._add_today(one, deeds, unit)

    def _add_weeks(self, one: Someone, deeds: Sequence[int], unit: UnitSum) -> None:
        for place, (week, done) in enumerate(zip(self.weeks, accumulate(deeds), strict=True)):
            monday = self.mondays[place]
            sunday = min(monday + 6 * ONE_DAY, self.as_of)
            recent = any(deeds[max(place - WEEKS_LATELY + 1, 0) : place + 1])
            if one.is_here(sunday):
                week.people += 1
                week.recent += recent
                week.resting += not recent and bool(one.pauses) and is_paused(monday, one.pauses)
            week.active += bool(deeds[place])
            unit.weeks[place] += bool(deeds[place])
            week.so_far += done
            if done or one.joined_on <= sunday:
                week.people_by_deeds[done] += 1
            if len(week.busiest) < TOP:
                heappush(week.busiest, done)
            else:
                heappushpop(week.busiest, done)

    def _add_rhythm(self, one: Someone, unit: UnitSum) -> None:
        """Add the periods of the rhythm somebody chose; whenever it suits is no promise."""
        end = self.as_of if one.gone_on is None else min(self.as_of, one.gone_on)
        since = max(one.joined_on, self.first)
        if one.rhythm is Rhythm.WHENEVER or end < since:
            return
        active = {monday for monday, number in one.deeds.items() if number}
        for monday, kept in periods_of(
            active, one.pauses, rhythm=one.rhythm, since=since, today=end
        ):
            week = self.weeks[(monday - self.first).days // 7]
            week.expected += 1
            week.kept += kept
            unit.expected += 1
            unit.kept += kept

    def _add_today(self, one: Someone, deeds: Sequence[int], unit: UnitSum) -> None:
        """Add whether somebody thrives, is quiet or rests on the day itself."""
        since = self.as_of - one.last_active_on if one.last_active_on else None
        is_active = since is not None and since < LATELY
        is_resting = not is_active and any(
            p.starts_on <= self.as_of <= p.ends_on for p in one.pauses
        )
        unit.people += 1
        unit.active += is_active
        unit.resting += is_resting
        self.thriving += sum(map(bool, deeds[-WEEKS_LATELY:])) >= THRIVING
        is_new = self.as_of - one.joined_on < QUIET
        self.quiet += not is_resting and not is_new and (since is None or since > QUIET)
