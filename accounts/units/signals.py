"""What rooms above are asked and told about units."""

from dataclasses import dataclass
from uuid import UUID

from blinker import Signal
from flask_babel import LazyString


@dataclass(frozen=True)
class Use:
    """How many things of one kind each unit has."""

    label: LazyString
    numbers: dict[UUID, int]


# Sent with the organisation's id: what is in its units? Receivers return a ``Use``.
uses_asked = Signal()
# Sent with a unit that is to go, ``to`` another one or None, and ``limit``: move at most so many
# things there. Receivers return how many they moved, 0 when nothing is left.
unit_emptied = Signal()
