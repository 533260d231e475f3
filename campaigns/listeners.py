"""What campaigns do when a room below tells of something."""

import uuid

from ambassadors.copied_season import CopiedSeason
from ambassadors.models import Ambassador
from ambassadors.signals import ambassador_joined
from campaigns import groups, operations, queries, readings, scope, seasons, subjects
from media.kits.signals import kits_copied, kits_unwanted


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    ambassador_joined.connect(_welcome)
    kits_unwanted.connect(_unwanted)
    kits_copied.connect(_copy)
    groups.connect()
    readings.connect()
    subjects.connect()
    scope.connect()


def _unwanted(ambassador: Ambassador, **_: object) -> set[uuid.UUID]:
    return queries.declined_kits(ambassador)


def _welcome(ambassador: Ambassador, **_: object) -> None:
    operations.welcome(ambassador)


def _copy(copied: CopiedSeason, **_: object) -> None:
    seasons.copy_campaigns(copied)
