"""What kits do when a room below tells of something."""

from ambassadors.copied_season import CopiedSeason
from ambassadors.training.signals import training_copied
from media.kits import seasons


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    training_copied.connect(_copy)


def _copy(copied: CopiedSeason, **_: object) -> None:
    seasons.copy_kits(copied)
