"""A whole kit as one zip file, sent while it is read: memory stays flat however large it is.

Pictures are stored as they are, since JPEG does not shrink, so the length is known beforehand and a
phone can show how far it is. Each picture is asked for again when its turn comes: one that may not
be used any more ends the sending there and then. The file is then shorter than was said, so that
the browser calls it broken, and the next try gives a whole one without the picture.
"""

import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import Flask, current_app
from flask_babel import gettext as _

from ambassadors.models import Cohort
from core import storage
from core.db import db
from core.languages import LANGUAGES, language, localised
from core.zips import Zip
from media.kits import contents
from media.kits.contents import Shown
from media.kits.errors import NothingToFetch, PictureTakenOut
from media.kits.models import KitItem
from media.kits.versions import Version
from media.library import queries as library
from media.library.file_names import EXTENSIONS, slug_of

FRESH_SECONDS = 1
BETWEEN = "\n\n" + "-" * 40 + "\n\n"


@dataclass(frozen=True)
class Archive:
    """A zip file that comes into being while it is sent."""

    name: str
    byte_size: int
    pieces: Iterator[bytes]
    assets: frozenset[uuid.UUID]


class Guard:
    """Answers while a zip is sent whether its pictures may still be used; at most a second old."""

    def __init__(self, app: Flask, assets: frozenset[uuid.UUID], on: date) -> None:
        self.app, self.assets, self.on = app, assets, on
        self.usable, self.asked_at = assets, time.monotonic()
        self.read = storage.reader()

    def check(self, asset_id: uuid.UUID) -> None:
        """Raise PictureTakenOut when a picture may not be used any more."""
        if time.monotonic() - self.asked_at > FRESH_SECONDS:
            self.usable = self._ask()
            self.asked_at = time.monotonic()
        if asset_id not in self.usable:
            self.app.logger.warning("a zip ended early: a picture in it may not be used any more")
            raise PictureTakenOut

    def _ask(self) -> frozenset[uuid.UUID]:
        # A connection of its own: this request's transaction is long over, and none is begun
        # that would keep others from writing.
        with (
            self.app.app_context(),
            db.engine.connect().execution_options(reading=True) as connection,
        ):
            return frozenset(connection.scalars(library.usable_among(self.assets, self.on)))


def zip_kit(kit: Shown, cohort: Cohort | None, *, on: date, link: str | None) -> Archive:
    """Return what may be used of a kit on a day, as a zip file in the language in use.

    Everything is looked up at once; only the pictures are read while it is sent. Raises
    NothingToFetch when no picture may be used.
    """
    items = contents.usable_items(kit, on)
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the app itself
    guard = Guard(app, frozenset(item.asset_id for item in items), on)
    zipped = Zip()
    shown = _add_pictures(zipped, items, guard)
    if not shown:
        raise NothingToFetch
    for name, text in _texts(kit, cohort, items, link).items():
        zipped.add_text(name, text)
    name = slug_of(localised(kit, "title")) or f"kit-{kit.id.hex[:6]}"
    return Archive(f"{name}.zip", zipped.byte_size, iter(zipped), shown)


def _add_pictures(zipped: Zip, items: list[KitItem], guard: Guard) -> frozenset[uuid.UUID]:
    """Add the files that are there, "1-4x5.jpg", "2-film.mp4"; return which pictures have some."""
    files = [
        (number, item.asset_id, wanted, file)
        for number, item in enumerate(items, 1)
        for wanted, file in contents.files_of(item).items()
    ]
    sizes = storage.sizes(file.storage_key for *_place, file in files)
    for number, asset_id, wanted, file in files:
        size = sizes.get(file.storage_key)
        if size is None:
            continue
        name = f"{number}-{wanted.value}.{EXTENSIONS[file.mimetype]}"
        # A file of another size is not the one that was noted.
        checksum = file.checksum if size == file.byte_size else None
        zipped.add(name, _pieces(guard, asset_id, file.storage_key), size, checksum)
    return frozenset(asset_id for _n, asset_id, _f, file in files if file.storage_key in sizes)


def _pieces(guard: Guard, asset_id: uuid.UUID, key: str) -> Iterator[bytes]:
    """Open a file when its turn comes, long after the request's own context is gone."""
    for piece in guard.read(key):  # a film may take minutes: a no counts in the middle of it
        guard.check(asset_id)
        yield piece


def _texts(
    kit: Shown, cohort: Cohort | None, items: list[KitItem], link: str | None
) -> dict[str, str]:
    """Return the text files that go with the pictures, by name."""
    texts = {}
    for code in LANGUAGES:
        wholes = [one.whole for one in contents.suggestions(kit, cohort, code, link)]
        if wholes:
            texts[f"captions-{code}.txt"] = BETWEEN.join(wholes) + "\n"
        alts = [contents.alt_of(item, code) for item in items]
        lines = [f"{number}: {alt}\n" for number, alt in enumerate(alts, 1) if alt]
        if lines:
            texts[f"alt-texts-{code}.txt"] = "".join(lines)
    return {**texts, _("README.txt"): _readme(kit, cohort, items, link, [*texts])}


def _readme(
    kit: Shown, cohort: Cohort | None, items: list[KitItem], link: str | None, names: list[str]
) -> str:
    """Return what is what among the files, and what to mind."""
    codes = contents.languages_of(kit)
    spoken = language() if language() in codes or not codes else codes[0]
    return current_app.jinja_env.get_template("media/kits/readme.txt").render(
        kit=kit,
        ends_on=(kit.kit if isinstance(kit, Version) else kit).ends_on,
        link=link,
        shapes={wanted.value for item in items for wanted in contents.files_of(item)},
        captions=[name for name in names if name.startswith("captions")],
        alts=[name for name in names if name.startswith("alt-texts")],
        first_line=contents.first_line(kit, cohort, spoken),
        credits=[(number, item.asset.credit) for number, item in enumerate(items, 1)],
    )
