"""Adding up what people did gives what looking at everybody in every week would give."""

import random
import uuid
from collections import Counter
from datetime import date, timedelta
from itertools import accumulate

from ambassadors.enums import Rhythm
from ambassadors.models import Pause
from campaigns.results.consistency.counting import Counting, Someone
from campaigns.results.consistency.formulas import gini
from campaigns.results.effect import is_paused, periods_of
from campaigns.results.ladder import monday_of

UNITS = [None, uuid.UUID(int=1), uuid.UUID(int=2)]


def somebody(chance: random.Random, start: date) -> Someone:
    """Return somebody who joins, rests, posts and leaves as chance will have it."""
    joined = start + timedelta(days=chance.randrange(-40, 80))
    pauses = []
    for _ in range(chance.choice([0, 0, 1, 2])):
        begins = start + timedelta(days=chance.randrange(-10, 100))
        ends = begins + timedelta(days=chance.randrange(40))
        pauses.append(Pause(starts_on=begins, ends_on=ends))
    weeks = chance.sample(range(-4, 26), chance.choice([0, 1, 3, 8]))
    return Someone(
        unit_id=chance.choice(UNITS),
        rhythm=chance.choice(list(Rhythm)),
        joined_on=joined,
        gone_on=chance.choice([None, None, joined + timedelta(days=chance.randrange(-3, 90))]),
        pauses=pauses,
        deeds={monday_of(start) + timedelta(weeks=week): chance.randrange(5) for week in weeks},
        last_active_on=None,
    )


def periods(one: Someone, season: Counting) -> list[tuple[date, bool]]:
    since = max(one.joined_on, season.first)
    end = min(season.as_of, one.gone_on or season.as_of)
    if end < since:
        return []
    active = {monday for monday, number in one.deeds.items() if number}
    return periods_of(active, one.pauses, rhythm=one.rhythm, since=since, today=end)


def deeds(one: Someone, season: Counting) -> int:
    return sum(one.deeds.get(monday, 0) for monday in season.mondays)


def is_counted(one: Someone, season: Counting) -> bool:
    """Say whether somebody is there today or did something; nobody else counts."""
    return one.is_here(season.as_of) or deeds(one, season) > 0


def plainly(people: list[Someone], season: Counting, place: int) -> dict[str, int]:
    """Return one week of a season by looking at everybody in it."""
    monday = season.mondays[place]
    sunday = min(monday + timedelta(days=6), season.as_of)
    four = season.mondays[max(place - 3, 0) : place + 1]
    here = [one for one in people if one.is_here(sunday)]
    recent = [one for one in here if any(one.deeds.get(week, 0) for week in four)]
    ended = Counter(kept for one in people for last, kept in periods(one, season) if last == monday)
    so_far = [
        list(accumulate(one.deeds.get(week, 0) for week in season.mondays))[place] for one in people
    ]
    told = [
        done for one, done in zip(people, so_far, strict=True) if done or one.joined_on <= sunday
    ]
    return {
        "gini": gini(Counter(told)),
        "people": len(here),
        "resting": sum(is_paused(monday, one.pauses) for one in here if one not in recent),
        "active": sum(bool(one.deeds.get(monday)) for one in people),
        "recent": len(recent),
        "expected": ended.total(),
        "kept": ended[True],
        "so_far": sum(so_far),
        "top_three": sum(sorted(so_far)[-3:]),
    }


def test_seasons_add_up_to_what_each_week_shows():
    for seed in range(150):
        chance = random.Random(seed)
        start = date(2026, 8, 15) + timedelta(days=chance.randrange(30))
        as_of = start + timedelta(days=chance.choice([-5, 0, 1, 20, 60, 150]))
        people = [somebody(chance, start) for _ in range(chance.randrange(1, 12))]
        season = Counting(start=start, as_of=as_of)
        season.add_all(people)
        counted = [one for one in people if is_counted(one, season)]
        for place, week in enumerate(season.weeks):
            expected = plainly(counted, season, place)
            assert {name: getattr(week, name) for name in expected} == expected, (seed, place)
        for unit_id, unit in season.units.items():
            of_it = [one for one in counted if one.unit_id == unit_id]
            kept = [kept for one in of_it for _, kept in periods(one, season)]
            assert (unit.expected, unit.kept) == (len(kept), sum(kept)), seed
            assert unit.people == sum(one.is_here(as_of) for one in of_it), seed
        assert season.people_by_deeds == Counter(deeds(one, season) for one in counted), seed
