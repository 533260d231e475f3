"""What kits do when a room below tells of something."""

from ambassadors.copied_season import CopiedSeason
from ambassadors.training.signals import training_copied
from media.kits import queries, seasons
from media.library.models import Asset
from media.library.people.withdrawals.signals import files_wanted


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    training_copied.connect(_copy)
    files_wanted.connect(_drawn_files)


def _copy(copied: CopiedSeason, **_: object) -> None:
    seasons.copy_kits(copied)


def _drawn_files(asset: Asset, **_: object) -> list[str]:
    return queries.drawn_files(asset.id)
