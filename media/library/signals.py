"""What the library asks the rooms above it."""

import uuid
from dataclasses import dataclass

from blinker import Signal

publicly_shown = Signal(
    "May anybody see this picture, because it stands on a public page? Sender is the Asset; "
    "receivers return a bool."
)
renditions_made = Signal("A picture's formats were made anew; sender is the Asset.")
bytes_wanted = Signal(
    "How many bytes do you keep of what you made of an organisation's pictures? Sender is its id."
)
uses_wanted = Signal(
    "Where is this picture used? Sender is the Asset; receivers return a list of ``Use``."
)


@dataclass(frozen=True)
class Use:
    """A place where a picture is used: what it is called, and its address for organisers."""

    name: str
    url: str


def uses_of(asset: object) -> list[Use]:
    """Return every place where some room uses a picture."""
    return [use for _receiver, uses in uses_wanted.send(asset) for use in uses]


def bytes_made_of_pictures(organisation_id: uuid.UUID) -> int:
    """Return how much other rooms keep of what they made of an organisation's pictures."""
    return sum(size for _receiver, size in bytes_wanted.send(organisation_id))


def is_publicly_shown(asset: object) -> bool:
    """Say whether some room shows the picture to everybody."""
    return any(answer for _receiver, answer in publicly_shown.send(asset))
