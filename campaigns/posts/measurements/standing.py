"""What is known of a post now: for each number the newest reading, with its source. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

from campaigns.posts.measurements.enums import Number, Source
from campaigns.posts.measurements.models import Measurement

SAME_TIME = timedelta(days=1)


@dataclass(frozen=True)
class Known:
    """A number and the measurement it is from."""

    number: Number
    value: int
    measurement: Measurement


@dataclass(frozen=True)
class Standing:
    """The newest that is known. What is in neither ``numbers`` nor hidden is unknown."""

    numbers: dict[Number, Known] = field(default_factory=dict)
    likes_hidden: bool = False
    newest: Measurement | None = None

    def value(self, number: Number) -> int | None:
        """Return a number, or None where it is unknown or hidden."""
        found = self.numbers.get(number)
        return found.value if found else None


@dataclass(frozen=True)
class Disagreement:
    """Two sources that said something else of the same number within a day."""

    number: Number
    one: Known
    other: Known


def value_of(measurement: Measurement, number: Number) -> int | None:
    """Return one number of a measurement."""
    value: int | None = getattr(measurement, number)
    return value


def standing(measurements: Sequence[Measurement]) -> Standing:
    """Return what is known by measurements in the order they were taken."""
    numbers: dict[Number, Known] = {}
    hidden = False
    for one in measurements:
        for number in Number:
            value = value_of(one, number)
            if value is not None:
                numbers[number] = Known(number, value, one)
        hidden = one.likes is None and (one.likes_hidden or hidden)
    if hidden:
        numbers.pop(Number.LIKES, None)
    return Standing(numbers, hidden, measurements[-1] if measurements else None)


def disagreements(measurements: Sequence[Measurement]) -> list[Disagreement]:
    """Return where the newest of two sources differ, each number once; nothing is averaged."""
    found: dict[Number, Disagreement] = {}
    for number in Number:
        newest: dict[Source, Known] = {}
        for one in measurements:
            value = value_of(one, number)
            if value is not None:
                newest[one.source] = Known(number, value, one)
        last = sorted(newest.values(), key=lambda known: known.measurement.taken_at)[-2:]
        if len(last) == 2 and last[0].value != last[1].value:
            apart = last[1].measurement.taken_at - last[0].measurement.taken_at
            if apart <= SAME_TIME:
                found[number] = Disagreement(number, last[0], last[1])
    return list(found.values())


def middle(standings: Iterable[Standing], number: Number) -> int | None:
    """Return what the post in the middle has of a number, where at least five have it."""
    values = [value for one in standings if (value := one.value(number)) is not None]
    return round(median(values)) if len(values) >= 5 else None
