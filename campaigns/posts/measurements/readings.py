"""What every source of numbers has in common. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from campaigns.posts.measurements.enums import Number, Source, Trouble
from campaigns.posts.measurements.troubles import SourceTrouble

MOST = 2_000_000_000  # what the database holds


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A post's numbers at one moment. A number that is missing is unknown, never nought."""

    shortcode: str
    source: Source
    taken_at: datetime
    numbers: Mapping[Number, int] = field(default_factory=dict)
    likes_hidden: bool = False
    is_moment_told: bool = True  # False where nothing says when it was read, and today is taken

    @property
    def says_something(self) -> bool:
        """Say whether there is anything to keep."""
        return self.likes_hidden or bool(self.numbers)


def known(found: Mapping[Number, int | None]) -> dict[Number, int]:
    """Return the numbers that are known: no None, nothing negative, nothing no post can have."""
    return {
        number: value for number, value in found.items() if value is not None and 0 <= value <= MOST
    }


class MetricsSource(Protocol):
    """Somewhere numbers of posts come from."""

    source: Source

    def readings(self, shortcodes: Collection[str]) -> Iterator[Reading]:
        """Yield what is known of these posts. Raises SourceTrouble."""


class Nowhere:
    """A source that is switched off, and asks nobody."""

    source = Source.INSTALOADER

    def readings(self, shortcodes: Collection[str]) -> Iterator[Reading]:
        """Refuse."""
        raise SourceTrouble(Trouble.OFF)
