"""What campaigns do when a room below tells of something."""

from ambassadors.models import Ambassador
from ambassadors.signals import ambassador_joined
from campaigns import operations


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    ambassador_joined.connect(_welcome)


def _welcome(ambassador: Ambassador, **_: object) -> None:
    operations.welcome(ambassador)
