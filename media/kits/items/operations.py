"""Writes about one picture of a kit. They raise DomainError, may flush, and never commit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core import jobs
from core.db import db
from media.kits import contents
from media.kits.drawing import undrawable
from media.kits.enums import ItemKind, Overlay, OverlayPlace
from media.kits.errors import CannotBeDrawn, CarouselFull, NoFormat
from media.kits.models import KitItem, OverlaidRendition
from media.kits.operations import DRAW_JOB
from media.library.enums import RenditionFormat
from media.library.operations import ABOUT_A_FILE, StoredRendition, forget_files


@dataclass(frozen=True, kw_only=True)
class Use:
    """How a picture is used in a kit."""

    kind: ItemKind
    formats: Sequence[RenditionFormat] = ()
    alt_da: str = ""
    alt_en: str = ""
    overlay: Overlay = Overlay.NONE
    overlay_place: OverlayPlace = OverlayPlace.BOTTOM
    overlay_text: str = ""


def use_picture(item: KitItem, use: Use) -> bool:
    """Change how a picture is used; return whether something is being drawn on it now.

    The pictures of a carousel take one shape. Raises CarouselFull, NoFormat and CannotBeDrawn.
    """
    formats = _formats(item, use)
    if lacking := undrawable(use.overlay_text):
        raise CannotBeDrawn(lacking)
    if use.kind is ItemKind.CAROUSEL:
        _join_carousel(item, formats)
    item.formats = formats
    for name in ("kind", "alt_da", "alt_en", "overlay", "overlay_place", "overlay_text"):
        setattr(item, name, getattr(use, name))
    if use.overlay is Overlay.NONE:
        remove_overlay(item)
        return False
    jobs.enqueue(DRAW_JOB, subject_id=item.id)
    return True


def _formats(item: KitItem, use: Use) -> list[str]:
    """Return the shapes to hand out; none named means all that fit.

    Of several named for a carousel, that of the pictures in it counts, else the first.
    """
    fitting = contents.FITTING[use.kind]
    wanted = [one for one in fitting if one in use.formats]
    if not wanted and len(fitting) > 1:
        raise NoFormat
    if use.kind is ItemKind.CAROUSEL and len(wanted) > 1:
        shapes = (contents.formats_of(one)[0] for one in _carousel_beside(item))
        return [next(shapes, wanted[0]).value]
    return [] if len(wanted) in (0, len(fitting)) else [one.value for one in wanted]


def _join_carousel(item: KitItem, formats: list[str]) -> None:
    """Give the others of the carousel the same shape. Raises CarouselFull."""
    others = _carousel_beside(item)
    if len(others) >= contents.MOST_AT_ONCE:
        raise CarouselFull(contents.MOST_AT_ONCE)
    for one in others:
        if one.formats != formats:
            one.formats = formats
            if one.overlay is not Overlay.NONE:
                jobs.enqueue(DRAW_JOB, subject_id=one.id)


def _carousel_beside(item: KitItem) -> list[KitItem]:
    return [one for one in beside(item) if one.kind is ItemKind.CAROUSEL and one.id != item.id]


def beside(item: KitItem) -> Iterable[KitItem]:
    """Return the pictures of the same base or variant."""
    return item.variant.items if item.variant else item.kit.items


def show_overlay(
    item: KitItem, stored: Iterable[StoredRendition], sources: dict[RenditionFormat, str], key: str
) -> None:
    """Put newly drawn files in the place of the old ones, whose files are then forgotten."""
    rows = {row.format: row for row in item.overlaid}
    outdated = []
    for one in stored:
        row = rows.pop(one.format, None) or OverlaidRendition(item=item, format=one.format)
        if row.storage_key not in (None, one.storage_key):
            outdated.append(row.storage_key)
        for field in ABOUT_A_FILE:
            setattr(row, field, getattr(one, field))
        row.source_key, row.settings = sources[one.format], key
        db.session.add(row)
    for row in rows.values():
        outdated.append(row.storage_key)
        item.overlaid.remove(row)
    forget_files(outdated)


def remove_overlay(item: KitItem) -> None:
    """Forget what was drawn; the picture itself stays as it is."""
    forget_files([row.storage_key for row in item.overlaid])
    item.overlaid.clear()
