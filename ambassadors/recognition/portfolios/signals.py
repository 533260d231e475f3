"""What a portfolio asks the rooms above it."""

from collections.abc import Sequence
from dataclasses import dataclass

from blinker import Signal

from ambassadors.models import Ambassador


@dataclass(frozen=True)
class Effect:
    """What came of somebody's season, a line for each thing, and where the numbers are from."""

    lines: Sequence[str]
    source: str


effect_wanted = Signal("Sender is an Ambassador; a receiver answers with an Effect.")


def effect_of(ambassador: Ambassador) -> Effect | None:
    """Return what came of it, if some room above knows of anything."""
    answers = (answer for _, answer in effect_wanted.send(ambassador))
    return next((answer for answer in answers if answer.lines), None)
