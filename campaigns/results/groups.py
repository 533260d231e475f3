"""Groups of ambassadors and their numbers, and how small ones are kept from showing anybody.

Pure: takes numbers, gives numbers, touches no database.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

SMALLEST_GROUP = 5
Row = TypeVar("Row")
Cell = int | None  # None is a number that is not shown


@dataclass(frozen=True, kw_only=True)
class GroupResult:
    """One group's numbers. Merged ones have no name; ``key`` is what its people are found by."""

    name: str | None
    key: str = ""
    merged: int = 0
    goals: tuple[int, ...] = ()  # what it brought towards each of some goals
    ambassadors: int = 0
    clicks: int = 0
    conversations: int = 0
    sign_ups: int = 0
    told: int = 0
    imported: int = 0
    confirmed: int = 0
    posts: int = 0

    @property
    def tracked(self) -> int:
        """The sign-ups that a link or a code leads to."""
        return self.sign_ups - self.told - self.imported


NUMBERS = tuple(one.name for one in fields(GroupResult))[4:]


def merge_small(groups: Iterable[GroupResult]) -> list[GroupResult]:
    """Merge groups under five ambassadors into one row, so that nobody can be picked out.

    A merged row that would itself be under five takes the smallest remaining group in, so it cannot
    be found by subtracting the others from the whole either; if that leaves fewer than five people
    in all, there is no row to show.
    """
    ordered = sorted(groups, key=lambda one: one.name or "")
    large, small = small_apart(ordered, lambda one: one.ambassadors)
    large.sort(key=lambda one: (-one.sign_ups, one.name or ""))
    return [*large, sum_of_groups(small)] if small else large


def small_apart(
    rows: Iterable[Row], people_in: Callable[[Row], int]
) -> tuple[list[Row], list[Row]]:
    """Return rows of five people and more, and those to be shown as one; too few are in neither."""
    ordered = sorted(rows, key=people_in)
    small = [row for row in ordered if people_in(row) < SMALLEST_GROUP]
    large = [row for row in ordered if people_in(row) >= SMALLEST_GROUP]
    while small and large and sum(map(people_in, small)) < SMALLEST_GROUP:
        small.append(large.pop(0))
    return large, small if sum(map(people_in, small)) >= SMALLEST_GROUP else []


def sum_of_groups(groups: Sequence[GroupResult]) -> GroupResult:
    """Return groups added up, without a name."""
    sums = {name: sum(getattr(one, name) for one in groups) for name in NUMBERS}
    goals = tuple(map(sum, zip(*(one.goals for one in groups), strict=True)))
    return GroupResult(name=None, merged=len(groups), goals=goals, **sums)


def same_but_for_case(groups: Iterable[GroupResult]) -> list[GroupResult]:
    """Return groups whose names differ only in capitals and spaces as one."""
    found: dict[str, list[GroupResult]] = {}
    for one in groups:
        found.setdefault(folded(one.name or ""), []).append(one)
    return [
        replace(sum_of_groups(some), name=some[0].name, key=key, merged=0)
        for key, some in found.items()
    ]


def folded(name: str) -> str:
    """Return a name as it is compared."""
    return " ".join(name.casefold().split())


def is_few(number: int) -> bool:
    """Say whether so few people are behind a number that somebody might be recognised."""
    return 0 < number < SMALLEST_GROUP


def hide_few(numbers: Sequence[int]) -> list[Cell]:
    """Return a column of people counted, without the numbers that show few of them.

    One number left out could be found by subtracting the others from the whole, and so could two
    that come to fewer than five. So the next smallest are left out with them until nothing is given
    away (complementary suppression, as in Willenborg and de Waal, *Elements of Statistical
    Disclosure Control*, 2001, ch. 6). All look the same, so that nobody sees which was the small
    one. Where every number that is not nought is left out and they would still be found, as five
    that come to five must be one each, the noughts are left out too. Where the whole is itself few
    it is not shown, and nothing can be subtracted from it.
    """
    hidden = {place for place, number in enumerate(numbers) if is_few(number)}
    if hidden and not is_few(sum(numbers)):
        rest = sorted(
            (place for place, number in enumerate(numbers) if number and place not in hidden),
            key=lambda place: numbers[place],
        )
        while rest and not are_safe([numbers[place] for place in hidden]):
            hidden.add(rest.pop(0))
        if not are_safe([numbers[place] for place in hidden]):
            hidden = set(range(len(numbers)))
    return [None if place in hidden else number for place, number in enumerate(numbers)]


def are_safe(hidden: Sequence[int]) -> bool:
    """Say whether numbers that are left out stay hidden from somebody who knows what they come to.

    They are at least two, five people, and on average two, so that they need not all be one.
    """
    together = sum(hidden)
    return len(hidden) >= 2 and together >= max(SMALLEST_GROUP, 2 * len(hidden))


def sum_without_few(numbers: Sequence[int]) -> int:
    """Return what numbers come to that are each shown elsewhere, unless they are few.

    The few are in it only where they stay hidden from somebody who subtracts the others. Where
    there are no others, what is returned is few itself, as a number that is not to be shown.
    """
    few = [number for number in numbers if is_few(number)]
    told = sum(numbers) - sum(few)
    if are_safe(few):
        return told + sum(few)
    return told or min(sum(few), SMALLEST_GROUP - 1)
