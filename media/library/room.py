"""How much an organisation's library takes up, and whether there is room for more."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from core.kept_counts import kept
from core.settings import current_settings
from media.library import queries
from media.library.errors import LibraryFull
from media.library.signals import bytes_made_of_pictures
from media.library.uploads import Incoming

GIGABYTE = 1000**3
SHOWN_FOR = 60.0  # seconds


@dataclass(frozen=True)
class Room:
    """Bytes taken up, and how many there may be; None is no limit."""

    used: int
    limit: int | None

    @property
    def gigabytes(self) -> float:
        """Return what is taken up as it is shown."""
        return round(self.used / GIGABYTE, 2 if self.used < GIGABYTE else 1)

    @property
    def most_gigabytes(self) -> float | None:
        """Return the limit as it is shown."""
        return None if self.limit is None else round(self.limit / GIGABYTE, 1)

    def has_place_for(self, byte_size: int) -> bool:
        """Say whether so much more fits in."""
        return self.limit is None or self.used + byte_size <= self.limit


def room_of(organisation_id: uuid.UUID) -> Room:
    """Return how much an organisation's library takes up."""
    limit = int(current_settings().library_gigabytes * GIGABYTE)
    made = bytes_made_of_pictures(organisation_id)
    return Room(queries.bytes_used(organisation_id) + made, limit or None)


def room_shown(organisation_id: uuid.UUID, pictures: int) -> Room:
    """Return the same for a page to show; of thousands of pictures it may be a minute old."""
    return kept(
        ("room", organisation_id),
        lambda: room_of(organisation_id),
        lambda _room: pictures,
        seconds=SHOWN_FOR,
    )


def check_place_for(organisation_id: uuid.UUID, byte_size: int) -> None:
    """Raise LibraryFull when so much more does not fit in."""
    if not current_settings().library_gigabytes:
        return
    room = room_of(organisation_id)
    if not room.has_place_for(byte_size):
        raise LibraryFull(room.gigabytes, room.most_gigabytes or 0)


def turn_away(organisation_id: uuid.UUID, incoming: Iterable[Incoming]) -> None:
    """Refuse of some files those that do not fit in any more, the first ones first."""
    if not current_settings().library_gigabytes:
        return
    room, coming = room_of(organisation_id), 0
    for one in incoming:
        if one.facts is None:
            continue
        if room.has_place_for(coming + one.facts.byte_size):
            coming += one.facts.byte_size
        else:
            full = LibraryFull(room.gigabytes, room.most_gigabytes or 0)
            one.facts, one.refusal = None, full.message
