"""Background work on pictures: making their formats, and clearing up behind them."""

import tempfile
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import confined, films, jobs, pictures, refusals, storage
from core.db import db
from core.image_gate import PictureRefused
from core.zips import checksum_of
from media.library import operations, queries
from media.library.enums import AssetKind, AssetState, RenditionFormat
from media.library.file_names import EXTENSIONS
from media.library.models import Asset
from media.library.operations import StoredRendition
from media.library.originals.operations import note_look_alikes
from media.library.permissions import is_withdrawn
from media.library.signals import renditions_made

LEFTOVER_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Original:
    """What is needed of a picture or film while no transaction is open."""

    asset_id: uuid.UUID
    storage_key: str
    picture_key: str | None
    focal: tuple[float, float]
    paper: str
    is_new: bool
    film: operations.FilmToMake | None


def _give_up(task: jobs.Task, error: str) -> None:
    """Let the page say that it did not work out; formats made earlier stay in use."""
    asset = queries.find_asset(task.subject_id) if task.subject_id else None
    if asset and asset.state is AssetState.PROCESSING:
        operations.refuse(asset, refusals.FAILED)


# Tried for an hour: so long a bucket may be away before somebody has to press a button.
@jobs.job("make_renditions", attempts=8, on_failure=_give_up)
def make_renditions(task: jobs.Task) -> None:
    """Make a picture's formats; killed at any point, the next attempt ends up the same."""
    original = _original(task)
    if original is None:
        return
    # A second attempt writes over the files of the first: their names are the job's.
    keys = f"renditions/{original.asset_id.hex}/{task.job_id.hex}"
    with tempfile.TemporaryDirectory(dir=pictures.working_folder()) as name:
        folder = Path(name)
        try:
            film = [_film(original.film, folder, keys)] if original.film else []
            made = _made(original, folder, task)
        except PictureRefused as refused:
            _refuse(original, refused.reason)
        except films.FilmRefused as refused:
            _refuse(original, refused.reason)
        except FileNotFoundError:
            _refuse(original, refusals.LOST)
        else:
            stored = [_stored(one, folder / one["name"], keys) for one in made["formats"]]
            _show(original, made, [*film, *stored])


def _original(task: jobs.Task) -> Original | None:
    """Load what is needed and let go of the database, which others may want to write to."""
    asset = queries.find_asset(task.subject_id) if task.subject_id else None
    original = None
    if asset is not None:
        is_film = asset.kind is AssetKind.FILM
        original = Original(
            asset.id,
            asset.storage_key,
            asset.cover_key if is_film else asset.storage_key,
            _focal(asset),
            asset.organisation.brand_colour,
            queries.rendition(asset, RenditionFormat.THUMB) is None or "anew" in task.arguments,
            operations.film_to_make(asset),
        )
    db.session.commit()
    return original


def _film(film: operations.FilmToMake, folder: Path, keys: str) -> StoredRendition:
    """Store a film without anything its camera noted."""
    path = folder / "film"
    storage.download_to(film.storage_key, path)
    films.forget_notes(path)
    key = f"{keys}/film.{EXTENSIONS[film.mimetype]}"
    storage.save(key, path, mimetype=film.mimetype)
    size, checksum = path.stat().st_size, checksum_of(path)
    path.unlink()
    facts = (key, film.mimetype, film.width, film.height, size, checksum)
    return StoredRendition(RenditionFormat.FILM, *facts)


def _focal(asset: Asset) -> tuple[float, float]:
    return asset.focal_x, asset.focal_y


def _made(original: Original, folder: Path, task: jobs.Task) -> dict[str, Any]:
    if original.picture_key is None:  # a film that has no cover picture yet
        return {"focal": original.focal, "looks": None, "formats": []}
    path = folder / "original"
    storage.download_to(original.picture_key, path)
    wanted = {
        "original": str(path),
        "folder": str(folder),
        "focal": None if original.is_new else original.focal,
        "paper": original.paper,
    }
    made: dict[str, Any] = confined.run(
        "media.library.drawing:draw", wanted, folder=folder, on_progress=task.progress
    )
    return made


def _stored(one: dict[str, Any], path: Path, folder: str) -> StoredRendition:
    code, mimetype = RenditionFormat(one["name"]), one["mimetype"]
    key = f"{folder}/{code}.{EXTENSIONS[mimetype]}"
    storage.save(key, path, mimetype=mimetype)
    size, checksum = path.stat().st_size, checksum_of(path)
    return StoredRendition(code, key, mimetype, one["width"], one["height"], size, checksum)


def _show(original: Original, made: dict[str, Any], stored: list[StoredRendition]) -> None:
    asset = queries.find_asset(original.asset_id)
    before = (original.storage_key, original.picture_key, original.focal)
    if asset is not None and is_withdrawn(asset):  # a no is not undone by a job under way
        operations.keep_without_formats(asset, (one.storage_key for one in stored))
        return
    if asset is None or (*_sources(asset), _focal(asset)) != before:
        # Deleted, replaced or cut elsewhere meanwhile: then another job is making them again.
        operations.forget_files(_unused(asset, (one.storage_key for one in stored)))
        return
    across, down = made["focal"]
    operations.show_renditions(asset, stored, focal=(across, down), looks=made["looks"])
    note_look_alikes(asset)
    renditions_made.send(asset)


def _sources(asset: Asset) -> tuple[str, str | None]:
    is_film = asset.kind is AssetKind.FILM
    return asset.storage_key, asset.cover_key if is_film else asset.storage_key


def _unused(asset: Asset | None, keys: Iterable[str]) -> list[str]:
    used = {row.storage_key for row in asset.renditions} if asset else set()
    return [key for key in keys if key not in used]


def _refuse(original: Original, reason: str) -> None:
    """Note why a new picture cannot be used. One that has its formats keeps them."""
    if not original.is_new:
        raise jobs.GiveUp(reason)
    asset = queries.find_asset(original.asset_id)
    if asset is not None:
        operations.refuse(asset, reason)


@jobs.job("forget_files")
def forget_files(task: jobs.Task) -> None:
    """Remove files that nothing refers to any more."""
    db.session.commit()
    for key in str(task.arguments["keys"]).split():
        storage.delete(key)


@jobs.daily(hour=4)
@jobs.job("forget_leftovers")
def forget_leftovers(task: jobs.Task) -> None:
    """Clear away what a killed process left in the working folder."""
    yesterday = time.time() - LEFTOVER_SECONDS
    for path in sorted(pictures.working_folder().rglob("*"), reverse=True):
        if path.stat().st_mtime < yesterday:
            path.rmdir() if path.is_dir() else path.unlink()
