"""What a cohort's people did, week by week, added up as they are handed over one by one.

Pure: takes people, gives numbers. Nobody's own numbers are kept, so a cohort of a hundred thousand
takes no more memory than a small one. Somebody costs as much as they did, not as much as the season
is long: what lasts over weeks is noted where it begins and where it ends, and added up once all are
counted in.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, islice, pairwise, repeat

from ambassadors.enums import Rhythm
from ambassadors.models import Pause
from campaigns.results.consistency.formulas import TOP, gini
from campaigns.results.effect import WEEKS_BETWEEN, is_paused, periods_of
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
    """One week of a cohort, as ``CohortWeek`` keeps it.

    While people are counted in, ``people``, ``recent``, ``so_far`` and ``people_by_deeds`` say how
    much more or less there is than in the week before.
    """

    people: int = 0
    resting: int = 0
    active: int = 0
    recent: int = 0
    expected: int = 0
    kept: int = 0
    so_far: int = 0
    people_by_deeds: Counter[int] = field(default_factory=Counter)

    @property
    def top_three(self) -> int:
        """What the three busiest have done so far."""
        busiest_first = sorted(self.people_by_deeds.items(), reverse=True)
        each = chain.from_iterable(repeat(done, people) for done, people in busiest_first)
        return sum(islice(each, TOP))

    @property
    def gini(self) -> float | None:
        """How unevenly what has been done so far is spread."""
        return gini(self.people_by_deeds)

    def go_on_from(self, before: "WeekSum") -> None:
        """Turn what is more or less than in the week before into what there is."""
        self.people += before.people
        self.recent += before.recent
        self.so_far += before.so_far
        self.people_by_deeds.update(before.people_by_deeds)
        self.people_by_deeds = +self.people_by_deeds  # nobody is left where people were before


@dataclass
class UnitSum:
    """One unit of a cohort, as ``CohortUnit`` keeps it."""

    weeks: list[int]
    people: int = 0
    resting: int = 0
    active: int = 0
    expected: int = 0
    kept: int = 0


@dataclass(frozen=True)
class Promise:
    """A rhythm without pauses: something in each ``length`` weeks, back from the last week.

    The week it is and what is left at the beginning count only where something was done in them.
    """

    first: int
    last: int
    length: int

    def periods(self) -> Iterator[int]:
        """Yield the place of the last week of each period that counts whatever was done."""
        return iter(range(self.last - self.length, self.first + self.length - 2, -self.length))

    def kept(self, places: Iterable[int]) -> set[int]:
        """Return the last weeks of the periods in which somebody did something."""
        length, last = self.length, self.last
        return {
            last - (last - place) // length * length
            for place in places
            if self.first <= place <= last
        }

    def is_partial(self, place: int) -> bool:
        """Say whether the period that ends there counts only because it was kept."""
        return place == self.last or place - self.length + 1 < self.first


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
        self._promised: Counter[tuple[uuid.UUID | None, Promise]] = Counter()

    def add_all(self, people: Iterable[Someone]) -> None:
        """Count everybody in; once."""
        for one in people:
            self._add(one)
        for before, after in pairwise(self.weeks):
            after.go_on_from(before)
        for (unit_id, promise), number in self._promised.items():
            for place in promise.periods():
                self.weeks[place].expected += number
                self.units[unit_id].expected += number

    def _add(self, one: Someone) -> None:
        deeds = sorted(
            (place, number)
            for monday, number in one.deeds.items()
            if number and 0 <= (place := self._place_of(monday)) < len(self.weeks)
        )
        is_here = one.is_here(self.as_of)
        if not is_here and not deeds:
            return
        if one.unit_id not in self.units:
            self.units[one.unit_id] = UnitSum([0] * len(self.weeks))
        unit = self.units[one.unit_id]
        self.people_by_deeds[sum(number for _, number in deeds)] += 1
        self._add_deeds(one, deeds, unit)
        self._add_presence(one, [place for place, _ in deeds])
        self._add_rhythm(one, unit)
        if is_here:
            self._add_today(one, deeds, unit)

    def _place_of(self, day: date) -> int:
        """Return the place of a day's week in the season; before it they are below nought."""
        return (day - self.first).days // 7

    def _add_deeds(self, one: Someone, deeds: Sequence[tuple[int, int]], unit: UnitSum) -> None:
        """Add what somebody did, and how much they have done from then on."""
        done, first = 0, deeds[0][0] if deeds else len(self.weeks)
        if one.joined_on <= self.as_of:
            first = min(first, max(self._place_of(one.joined_on), 0))
        self.weeks[first].people_by_deeds[0] += 1
        for place, number in deeds:
            week = self.weeks[place]
            week.active += 1
            week.so_far += number
            week.people_by_deeds[done] -= 1
            done += number
            week.people_by_deeds[done] += 1
            unit.weeks[place] += 1

    def _add_presence(self, one: Someone, active: Sequence[int]) -> None:
        """Add the weeks in which somebody is there at the end, and did something lately."""
        since = max(self._place_of(one.joined_on), 0)
        until = len(self.weeks)
        if one.gone_on is not None and one.gone_on <= self.as_of:
            until = self._place_of(one.gone_on)
        if one.joined_on > self.as_of or until <= since:
            return
        self._last("people", since, until)
        recent_until = since
        for place in active:
            begin = max(place, recent_until)
            end = min(place + WEEKS_LATELY, until)
            if begin < end:
                self._last("recent", begin, end)
                recent_until = end
        if one.pauses:
            self._add_rests(one, active, range(since, until))

    def _last(self, name: str, begin: int, end: int) -> None:
        """Count one more from a week to the one before ``end``."""
        first = self.weeks[begin]
        setattr(first, name, getattr(first, name) + 1)
        if end < len(self.weeks):
            setattr(self.weeks[end], name, getattr(self.weeks[end], name) - 1)

    def _add_rests(self, one: Someone, active: Sequence[int], places: range) -> None:
        lately = {place + later for place in active for later in range(WEEKS_LATELY)}
        for place in places:
            if place not in lately and is_paused(self.mondays[place], one.pauses):
                self.weeks[place].resting += 1

    def _add_rhythm(self, one: Someone, unit: UnitSum) -> None:
        """Add the periods of the rhythm somebody chose; whenever it suits is no promise."""
        end = self.as_of if one.gone_on is None else min(self.as_of, one.gone_on)
        since = max(one.joined_on, self.first)
        if one.rhythm not in WEEKS_BETWEEN or end < since:
            return
        if one.pauses:
            active = {monday for monday, number in one.deeds.items() if number}
            found = periods_of(active, one.pauses, rhythm=one.rhythm, since=since, today=end)
            for monday, kept in found:
                self._add_period(self._place_of(monday), unit, kept=kept)
            return
        length = WEEKS_BETWEEN[one.rhythm]
        promise = Promise(self._place_of(since), self._place_of(end), length)
        self._promised[one.unit_id, promise] += 1
        for place in promise.kept(
            self._place_of(day) for day, number in one.deeds.items() if number
        ):
            self._add_period(place, unit, kept=True, expected=promise.is_partial(place))

    def _add_period(self, place: int, unit: UnitSum, *, kept: bool, expected: bool = True) -> None:
        for total in (self.weeks[place], unit):
            total.expected += expected
            total.kept += kept

    def _add_today(self, one: Someone, deeds: Sequence[tuple[int, int]], unit: UnitSum) -> None:
        """Add whether somebody thrives, is quiet or rests on the day itself."""
        since = self.as_of - one.last_active_on if one.last_active_on else None
        is_active = since is not None and since < LATELY
        is_resting = not is_active and any(
            p.starts_on <= self.as_of <= p.ends_on for p in one.pauses
        )
        unit.people += 1
        unit.active += is_active
        unit.resting += is_resting
        lately = len(self.weeks) - WEEKS_LATELY
        self.thriving += sum(place >= lately for place, _ in deeds) >= THRIVING
        is_new = self.as_of - one.joined_on < QUIET
        self.quiet += not is_resting and not is_new and (since is None or since > QUIET)
