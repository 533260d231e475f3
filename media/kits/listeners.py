"""What kits do when a room below tells of something."""

from flask import url_for

from ambassadors.copied_season import CopiedSeason
from ambassadors.training.signals import training_copied
from core import stored_files
from core.languages import localised
from media.kits import operations, queries, seasons
from media.library.models import Asset
from media.library.originals.signals import pictures_merged
from media.library.people.withdrawals.signals import files_wanted
from media.library.signals import Use, uses_wanted

stored_files.taken_away(queries.drawn_files_taken_back)


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    training_copied.connect(_copy)
    files_wanted.connect(_drawn_files)
    pictures_merged.connect(_merge)
    uses_wanted.connect(_uses)


def _copy(copied: CopiedSeason, **_: object) -> None:
    seasons.copy_kits(copied)


def _drawn_files(asset: Asset, **_: object) -> list[str]:
    return queries.drawn_files(asset.id)


def _merge(keep: Asset, other: Asset, **_: object) -> None:
    operations.use_instead(keep, other)


def _uses(asset: Asset, **_: object) -> list[Use]:
    slug = asset.organisation.slug
    return [
        Use(
            localised(kit, "title"),
            url_for("kits_organiser.show_kit", organisation=slug, kit_id=kit.id),
        )
        for kit in queries.kits_with(asset.id)
    ]
