"""One cohort's season in figures, and the season before at the same time of it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from campaigns.results.consistency import formulas
from campaigns.results.consistency.formulas import MonthFour, Silence
from campaigns.results.consistency.models import CohortCount, CohortWeek
from campaigns.results.ladder import monday_of

Days = Mapping[date, tuple[int, int]]  # posts and conversations by day


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What a season came to on a day. None is what cannot be said."""

    first: date
    as_of: date
    people: int
    posts: int
    conversations: int
    weeks: int
    weeks_active: int
    silence: Silence | None
    quiet_days: int
    active: int
    asked: int
    top_share: float | None
    gini: float | None
    burstiness: float | None
    kept: int
    expected: int
    month_four: MonthFour | None

    @property
    def active_share(self) -> float | None:
        """The share of those not on a break who did something in four weeks."""
        return self.active / self.asked if self.asked else None

    @property
    def kept_share(self) -> float | None:
        """The share of periods of people's own rhythms that had something in them."""
        return self.kept / self.expected if self.expected else None

    @property
    def deeds(self) -> int:
        """Posts and conversations together."""
        return self.posts + self.conversations


def figures(*, first: date, as_of: date, weeks: Sequence[CohortWeek], days: Days) -> Figures:
    """Return a season's figures up to a day, from its weeks and days alone."""
    told = sorted(day for day in days if first <= day <= as_of)
    weeks = [week for week in weeks if week.monday <= as_of]
    last = weeks[-1] if weeks else CohortWeek(people=0, resting=0, recent=0, so_far=0, top_three=0)
    silence = formulas.silence_in(told, first, as_of)
    enough = last.people >= formulas.FEWEST_PEOPLE and last.so_far >= formulas.FEWEST_DEEDS
    return Figures(
        first=first,
        as_of=as_of,
        people=last.people,
        posts=sum(days[day][0] for day in told),
        conversations=sum(days[day][1] for day in told),
        weeks=(monday_of(as_of) - monday_of(first)).days // 7 + 1,
        weeks_active=formulas.active_weeks(told),
        silence=silence,
        quiet_days=(as_of - told[-1]).days if told else (as_of - first).days + 1,
        active=last.recent,
        asked=last.people - last.resting,
        top_share=last.top_three / last.so_far if enough else None,
        gini=last.gini,
        burstiness=formulas.burstiness(told),
        kept=sum(week.kept for week in weeks),
        expected=sum(week.expected for week in weeks),
        month_four=formulas.month_four([share(week) for week in weeks]),
    )


def share(week: CohortWeek) -> float:
    """Return which share did something in the four weeks that end with this one."""
    asked = week.people - week.resting
    return week.recent / asked if asked else 0.0


def today_of(count: CohortCount, found: Figures) -> Figures:
    """Return figures with what is known of the day itself: the last 28 days, and every person."""
    people_by_deeds = {int(number): people for number, people in count.people_by_deeds.items()}
    return replace(
        found,
        people=count.people,
        active=count.active,
        asked=count.people - count.resting,
        top_share=formulas.top_share(people_by_deeds),
        gini=formulas.gini(people_by_deeds),
    )


def begun_on(season_start: date, season_end: date, weeks: Sequence[CohortWeek]) -> date:
    """Return the first day of a season: not before the first week in which somebody took part."""
    with_people = next((week.monday for week in weeks if week.people), season_start)
    return min(max(season_start, with_people), season_end)


def same_time(first: date, before: date, as_of: date, end: date) -> date:
    """Return the day of the season before that is as far into it as ``as_of`` is into this one."""
    return min(before + (as_of - first), end)
