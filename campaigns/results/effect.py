"""What an ambassador brought about, and how their weeks went. Pure but for the rows it is given."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ambassadors.enums import Rhythm
from ambassadors.models import Pause
from campaigns.posts.enums import ConversationTopic
from campaigns.results.ladder import Ladder, monday_of

WEEKS_SHOWN = 8
WEEKS_BETWEEN = {Rhythm.WEEKLY: 1, Rhythm.EVERY_OTHER_WEEK: 2}


class WeekState(StrEnum):
    """How a week went in the ambassador's own rhythm."""

    ON = "on"
    OFF = "off"
    PAUSE = "pause"


@dataclass(frozen=True)
class RhythmWeek:
    """One ISO week by its number."""

    label: str
    state: WeekState


@dataclass(frozen=True, kw_only=True)
class OwnRhythm:
    """The last weeks; ``kept`` of ``expected`` periods had something in them, pauses taken out."""

    weeks: Sequence[RhythmWeek]
    kept: int
    expected: int


def is_paused(monday: date, pauses: Iterable[Pause]) -> bool:
    """Say whether a pause covers at least four days of the week, the larger part of it."""
    days = [monday + timedelta(days=n) for n in range(7)]
    covered = sum(any(p.starts_on <= day <= p.ends_on for p in pauses) for day in days)
    return covered >= 4


def rhythm_of(
    active_mondays: set[date],
    pauses: Sequence[Pause],
    *,
    rhythm: Rhythm,
    since: date,
    today: date,
    shown: int = WEEKS_SHOWN,
) -> OwnRhythm:
    """Return the last weeks since ``since``, eight or as many as are shown, against the rhythm the
    ambassador chose.

    A period is one week or two, by the rhythm; it is kept when any of its weeks had a post or a
    conversation, and is left out when all of its weeks were paused. A period that is still running,
    or that began before she joined, counts only once it is kept. "When it suits me" expects every
    week that had something.
    """
    this_week = monday_of(today)
    first = max(monday_of(since), this_week - timedelta(weeks=shown - 1))
    mondays = [first + timedelta(weeks=n) for n in range((this_week - first).days // 7 + 1)]
    states = {monday: _state(monday, active_mondays, pauses) for monday in mondays}
    weeks = [RhythmWeek(str(m.isocalendar().week), states[m]) for m in mondays]
    length = WEEKS_BETWEEN.get(rhythm)
    if length is None:
        kept = sum(state is WeekState.ON for state in states.values())
        return OwnRhythm(weeks=weeks, kept=kept, expected=kept)
    periods = _periods(mondays, states, length, this_week)
    kept = sum(was_kept for _monday, was_kept in periods)
    return OwnRhythm(weeks=weeks, kept=kept, expected=len(periods))


def periods_of(
    active_mondays: set[date],
    pauses: Sequence[Pause],
    *,
    rhythm: Rhythm,
    since: date,
    today: date,
) -> list[tuple[date, bool]]:
    """Return each period that counts since a day, by the Monday of its last week: was it kept?

    The periods are those of ``rhythm_of``; "when it suits me" has none, for it promises nothing.
    """
    length = WEEKS_BETWEEN.get(rhythm)
    if length is None:
        return []
    first, this_week = monday_of(since), monday_of(today)
    mondays = [first + timedelta(weeks=n) for n in range((this_week - first).days // 7 + 1)]
    states = {monday: _state(monday, active_mondays, pauses) for monday in mondays}
    return _periods(mondays, states, length, this_week)


def _state(monday: date, active: set[date], pauses: Sequence[Pause]) -> WeekState:
    if monday in active:
        return WeekState.ON
    return WeekState.PAUSE if is_paused(monday, pauses) else WeekState.OFF


def _periods(
    mondays: Sequence[date], states: Mapping[date, WeekState], length: int, this_week: date
) -> list[tuple[date, bool]]:
    """Return each counted period by the Monday of its last week, latest last: was it kept?"""
    periods = []
    for end in range(len(mondays), 0, -length):
        part = mondays[max(end - length, 0) : end]
        kept = any(states[monday] is WeekState.ON for monday in part)
        paused = all(states[monday] is WeekState.PAUSE for monday in part)
        partial = this_week in part or len(part) < length
        if kept or not (paused or partial):
            periods.append((part[-1], kept))
    return periods[::-1]


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What one ambassador brought about in all their campaigns."""

    ladder: Ladder
    posts: int
    topics: Mapping[ConversationTopic, int]
    rhythm: OwnRhythm
    parts: Sequence[uuid.UUID] = ()
