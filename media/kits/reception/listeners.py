"""What this room answers when kits are listed."""

import uuid

from ambassadors.models import Ambassador
from media.kits.reception import queries
from media.kits.signals import kits_unwanted


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    kits_unwanted.connect(_hidden)


def _hidden(ambassador: Ambassador, **_: object) -> set[uuid.UUID]:
    return queries.hidden_ids(ambassador)
