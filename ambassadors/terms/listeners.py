"""What the room of own terms hears of."""

from ambassadors.signals import guardian_withdrew
from ambassadors.terms.operations import leave_at_once


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    guardian_withdrew.connect(leave_at_once)
