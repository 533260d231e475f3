"""What recognition hears of."""

from ambassadors.recognition.portfolios.operations import take_away
from ambassadors.signals import ambassador_left


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    ambassador_left.connect(take_away)
