"""Writes about films. They raise DomainError, may flush, and never commit."""

import uuid
from dataclasses import dataclass

from core import jobs, pictures, refusals, storage
from core.db import db
from core.image_gate import MAX_BYTES, PictureRefused
from media.library import queries
from media.library.enums import AssetKind, AssetState, RenditionFormat
from media.library.errors import NotReadyYet
from media.library.films.errors import CoverRefused, NotAFilm, NotCaptions
from media.library.models import Asset, Rendition
from media.library.operations import forget_files

CAPTIONS = {
    "captions_da": RenditionFormat.CAPTIONS_DA,
    "captions_en": RenditionFormat.CAPTIONS_EN,
}
MOST_BYTES = 1_000_000
VTT = "text/vtt"


def check_is_film(asset: Asset) -> None:
    """Raise NotAFilm for a picture, and NotReadyYet for a film that is still being stored."""
    if asset.kind is not AssetKind.FILM:
        raise NotAFilm
    if asset.state in (AssetState.PROCESSING, AssetState.REFUSED):
        raise NotReadyYet


def keep_cover(content: bytes) -> str:
    """Store a cover picture that has passed the gate; return its key.

    Raises CoverRefused, and StorageUnavailable.
    """
    try:
        key, _facts = pictures.keep_original(content, folder="originals")
    except PictureRefused as refused:
        words = refusals.reason(refused.reason, megabytes=MAX_BYTES // 1024**2)
        raise CoverRefused(words) from refused
    return key


def set_cover(asset: Asset, key: str) -> None:
    """Give a film another cover picture, of which its formats are made."""
    if asset.cover_key:
        forget_files([asset.cover_key])
    asset.cover_key = key
    jobs.enqueue("make_renditions", subject_id=asset.id, anew="yes")


@dataclass(frozen=True)
class Kept:
    """Captions that are stored."""

    key: str
    byte_size: int


def keep_captions(film_id: uuid.UUID, captions: dict[str, bytes]) -> dict[str, Kept]:
    """Store captions by the field they came in. Raises NotCaptions, and StorageUnavailable."""
    for field, content in captions.items():
        if not _is_captions(content):
            raise NotCaptions(field)
    kept = {}
    for field, content in captions.items():
        key = f"renditions/{film_id.hex}/{uuid.uuid4().hex}.vtt"
        storage.save(key, content, mimetype=VTT)
        kept[field] = Kept(key, len(content))
    return kept


def set_captions(asset: Asset, captions: dict[str, Kept]) -> None:
    """Give a film captions that are stored, in the place of those in the same language."""
    for field, kept in captions.items():
        wanted = CAPTIONS[field]
        row = queries.rendition(asset, wanted) or Rendition(asset=asset, format=wanted)
        if row.storage_key:
            forget_files([row.storage_key])
        row.storage_key, row.byte_size, row.mimetype = kept.key, kept.byte_size, VTT
        row.width, row.height = asset.width, asset.height
        db.session.add(row)


def _is_captions(content: bytes) -> bool:
    """Say whether this is WebVTT in UTF-8 with at least one line in time."""
    if len(content) > MOST_BYTES:
        return False
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return text.startswith("WEBVTT") and "-->" in text
