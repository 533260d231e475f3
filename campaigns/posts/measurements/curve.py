"""Where the lines of a chart run: numbers of a post over the days since it was put up. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from campaigns.posts.measurements.enums import Number
from campaigns.posts.measurements.models import Measurement
from campaigns.posts.measurements.standing import value_of

TOP, FLOOR = 30, 170  # pixels from the upper edge
LEFT, RIGHT = 1.5, 97.0  # percent of the width
APART = 20  # pixels between two labels
DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Point:
    """A reading as it is drawn: percent from the left, pixels from above."""

    x: float
    y: int
    value: int
    days: float


@dataclass(frozen=True)
class Line:
    """One number's way over time, with where its name and last value stand."""

    number: Number
    points: tuple[Point, ...]
    label_y: int

    @property
    def pieces(self) -> list[tuple[Point, Point]]:
        """Return the line from each reading to the next."""
        return list(zip(self.points, self.points[1:], strict=False))


@dataclass(frozen=True)
class Curve:
    """Lines that share one scale, and the last day."""

    lines: tuple[Line, ...]
    days: int


def curve(
    measurements: Sequence[Measurement], published_at: datetime, numbers: Sequence[Number]
) -> Curve | None:
    """Return the lines of those numbers that were read at least twice; None without any."""
    read = {
        number: [
            (max(0.0, (one.taken_at - published_at).total_seconds() / DAY), value)
            for one in measurements
            if (value := value_of(one, number)) is not None
        ]
        for number in numbers
    }
    read = {number: points for number, points in read.items() if len(points) > 1}
    if not read:
        return None
    last = max(days for points in read.values() for days, _ in points) or 1.0
    most = max(value for points in read.values() for _, value in points) or 1
    lines = {
        number: tuple(
            Point(
                round(LEFT + (RIGHT - LEFT) * days / last, 2),
                round(FLOOR - (FLOOR - TOP) * value / most),
                value,
                days,
            )
            for days, value in points
        )
        for number, points in read.items()
    }
    return Curve(_labelled(lines), max(1, round(last)))


def _labelled(lines: dict[Number, tuple[Point, ...]]) -> tuple[Line, ...]:
    """Put each name above its line's end, and out of the way of the one above it."""
    made: list[Line] = []
    highest_first = sorted(lines.items(), key=lambda line: line[1][-1].y)
    for number, points in highest_first:
        wanted = points[-1].y - 10
        if made and wanted < made[-1].label_y + APART:
            wanted = max(points[-1].y + 20, made[-1].label_y + APART)
        made.append(Line(number, points, wanted))
    return tuple(made)
