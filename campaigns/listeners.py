"""What campaigns do when a room below tells of something."""

import uuid

from ambassadors.models import Ambassador
from ambassadors.signals import ambassador_joined
from campaigns import operations, queries, units
from media.kits.signals import kits_unwanted


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    ambassador_joined.connect(_welcome)
    kits_unwanted.connect(_unwanted)
    units.connect()


def _unwanted(ambassador: Ambassador, **_: object) -> set[uuid.UUID]:
    return queries.declined_kits(ambassador)


def _welcome(ambassador: Ambassador, **_: object) -> None:
    operations.welcome(ambassador)
