"""A cohort's units as they are shown: small ones together, so that nobody is picked out. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from campaigns.results.consistency.models import CohortUnit
from campaigns.results.groups import small_apart

WEEKS_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class UnitLine:
    """One unit, or ``merged`` small ones; ``levels`` are its latest weeks, 0 to 2."""

    name: str | None
    merged: int = 0
    people: int
    active: int
    asked: int
    kept: int
    expected: int
    weeks_active: int
    levels: Sequence[int]


def lines(units: Sequence[CohortUnit]) -> list[UnitLine]:
    """Return the units' lines, the largest first, those under five together at the end."""
    found = [unit for unit in units if unit.people]
    large, small = small_apart(found, lambda unit: unit.people)
    large.sort(key=lambda unit: (-unit.people, unit.unit.path if unit.unit else ""))
    shown = [_line([unit], unit.unit.path if unit.unit else None) for unit in large]
    return [*shown, *([_line(small, None, merged=len(small))] if small else [])]


def _line(units: Sequence[CohortUnit], name: str | None, merged: int = 0) -> UnitLine:
    people = sum(unit.people for unit in units)
    weeks = [sum(active) for active in zip(*(unit.weeks for unit in units), strict=True)]
    return UnitLine(
        name=name,
        merged=merged,
        people=people,
        active=sum(unit.active for unit in units),
        asked=people - sum(unit.resting for unit in units),
        kept=sum(unit.kept for unit in units),
        expected=sum(unit.expected for unit in units),
        weeks_active=sum(map(bool, weeks[-WEEKS_SHOWN:])),
        levels=[_level(number, people) for number in weeks[-WEEKS_SHOWN:]],
    )


def _level(active: int, people: int) -> int:
    """Return how dark a week is: 2 when a third of a unit or more did something."""
    return 0 if not active else 2 if 3 * active >= people else 1
