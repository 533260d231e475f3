"""What the page about a cohort's consistency shows, put together once for all who read it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ambassadors.models import Cohort
from campaigns.results.consistency import heat_map, queries, season, units
from campaigns.results.consistency.models import CohortCount, CohortWeek
from campaigns.results.consistency.season import Days, Figures


@dataclass(frozen=True, kw_only=True)
class Before:
    """The season before: at the same time of it, and as it ended."""

    cohort: Cohort
    then: Figures
    days: Days
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class Steadiness:
    """Everything on the page."""

    cohort: Cohort
    count: CohortCount
    now: Figures
    before: Before | None
    days: Days
    weeks: Sequence[CohortWeek]
    units: Sequence[units.UnitLine]

    @property
    def months(self) -> list[heat_map.Month]:
        """The calendar of this season."""
        return calendar(self.days, self.now.first, self.now.as_of)

    @property
    def months_before(self) -> list[heat_map.Month]:
        """The calendar of the season before, to its end."""
        if self.before is None:
            return []
        return calendar(self.before.days, self.before.then.first, self.before.ends_on)


def calendar(days: Days, first: date, last: date) -> list[heat_map.Month]:
    """Return a calendar of posts and conversations together."""
    return heat_map.months({day: sum(done) for day, done in days.items()}, first, last)


def steadiness_of(cohort: Cohort, only: Collection[UUID] | None = None) -> Steadiness | None:
    """Return how steadily a cohort tells, or None before it has been counted.

    ``only`` keeps to some units, for whom reads no others.
    """
    count = queries.find_count(cohort.id)
    if count is None or count.as_of is None:
        return None
    weeks = queries.weeks_of(cohort.id)
    first = season.begun_on(cohort.season_start, cohort.season_end, weeks)
    days = queries.days_of(cohort.id, first, count.as_of)
    found = season.figures(first=first, as_of=count.as_of, weeks=weeks, days=days)
    rows = [row for row in queries.units_of(cohort.id) if only is None or row.unit_id in only]
    return Steadiness(
        cohort=cohort,
        count=count,
        now=season.today_of(count, found),
        before=_before(cohort, found),
        days=days,
        weeks=weeks,
        units=units.lines(rows),
    )


def _before(cohort: Cohort, now: Figures) -> Before | None:
    earlier = queries.season_before(cohort)
    if earlier is None or queries.find_count(earlier.id) is None:
        return None
    weeks = queries.weeks_of(earlier.id)
    first = season.begun_on(earlier.season_start, earlier.season_end, weeks)
    days = queries.days_of(earlier.id, first, earlier.season_end)
    if not days:
        return None
    then = season.same_time(now.first, first, now.as_of, earlier.season_end)
    return Before(
        cohort=earlier,
        then=season.figures(first=first, as_of=then, weeks=weeks, days=days),
        days=days,
        ends_on=earlier.season_end,
    )
