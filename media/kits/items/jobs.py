"""Background work on the pictures of kits: drawing an organisation's mark or frame."""

import io
import uuid
from dataclasses import dataclass

from PIL import Image

from core import jobs, storage
from core.db import db, utcnow
from core.zips import checksum_of
from media.kits import overlays
from media.kits.drawing import Drawn, draw, encoded
from media.kits.enums import Overlay
from media.kits.items import operations, queries
from media.kits.operations import DRAW_JOB
from media.library.enums import RenditionFormat
from media.library.operations import StoredRendition, forget_files


@dataclass(frozen=True)
class Order:
    """What is to be drawn, while no transaction is open."""

    item_id: uuid.UUID
    drawn: Drawn
    sources: dict[RenditionFormat, str]


@jobs.job(DRAW_JOB)
def draw_overlay(task: jobs.Task) -> None:
    """Draw on every format of a picture; killed at any point, the next attempt ends up the same."""
    order = _order(task)
    if order is None:
        return
    logo = _opened(order.drawn.logo) if order.drawn.logo else None
    stored = []
    for done, (code, source) in enumerate(order.sources.items(), 1):
        stored.append(_stored(task, code, _opened(source), order.drawn, logo))
        task.progress(done, len(order.sources))
    item = queries.find_item(order.item_id)
    if item is None or item.overlay is Overlay.NONE or overlays.wanted(item) != order.drawn:
        # Taken out meanwhile, or wanted otherwise: then another job is at it.
        used = {row.storage_key for row in item.overlaid} if item else set()
        forget_files([one.storage_key for one in stored if one.storage_key not in used])
        return
    operations.show_overlay(item, stored, order.sources, order.drawn.key)


def _order(task: jobs.Task) -> Order | None:
    """Load what is needed and let go of the database, which others may want to write to."""
    item = queries.find_item(task.subject_id) if task.subject_id else None
    order = None
    if item is not None and item.overlay is not Overlay.NONE:
        order = Order(item.id, overlays.wanted(item), overlays.sources(item))
    db.session.commit()
    return order


def _opened(key: str) -> Image.Image:
    """Read a file we made ourselves."""
    return Image.open(io.BytesIO(storage.read(key)))


def _stored(
    task: jobs.Task,
    code: RenditionFormat,
    picture: Image.Image,
    drawn: Drawn,
    logo: Image.Image | None,
) -> StoredRendition:
    width, height = picture.size
    mimetype = f"image/{(picture.format or 'JPEG').lower()}"
    free = overlays.free_part(code, width, height)
    data = encoded(draw(picture, free, drawn, logo), mimetype)
    ending = "jpg" if mimetype == "image/jpeg" else "webp"
    key = f"overlays/{task.subject_id}/{task.job_id.hex}/{code.value}.{ending}"
    storage.save(key, data, mimetype=mimetype)
    return StoredRendition(code, key, mimetype, width, height, len(data), checksum_of(data))


@jobs.daily(hour=4)
@jobs.job("redraw_overlays")
def redraw_overlays(task: jobs.Task) -> None:
    """Draw again where the organisation's colour or logo, or the picture itself, has changed."""
    for item in queries.overlays_in_use(utcnow().date()):
        if not overlays.is_drawn(item):
            jobs.enqueue(DRAW_JOB, subject_id=item.id)
