"""What lower rooms ask the front pages' room."""

from ambassadors.recognition.portfolios.signals import effect_wanted
from home.season_report import effect_of


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    effect_wanted.connect(effect_of)
