"""The page about one picture of a kit, put together from the picture and its overlay."""

from dataclasses import dataclass

from flask import render_template

from core import jobs
from core.enums import JobState
from core.models import Job
from media.kits import contents, overlays, readiness
from media.kits.items.forms import ItemForm
from media.kits.models import KitItem, OverlaidRendition
from media.kits.operations import DRAW_JOB
from media.library.enums import RenditionFormat
from media.library.models import Rendition
from media.library.zones import Zone, safe_zone


@dataclass(frozen=True)
class Shape:
    """A picture as it is handed out in one format, with what stays in sight of it."""

    file: Rendition | OverlaidRendition
    zone: Zone | None


def item_page(item: KitItem, form: ItemForm) -> str:
    """Return the page about one picture of a kit."""
    return render_template("media/kits/item.html", form=form, **_parts(item))


def item_progress(item: KitItem) -> str:
    """Return how far the drawing is, and the shapes once it is done."""
    return render_template("media/kits/item_progress.html", **_parts(item))


def _parts(item: KitItem) -> dict[str, object]:
    job = jobs.latest(DRAW_JOB, item.id)
    files = contents.files_of(item)
    files.pop(RenditionFormat.FILM, None)  # what is drawn and cut is its cover
    return {
        "kit": item.kit,
        "item": item,
        "name": readiness.name_of(item.asset),
        "languages": contents.languages_wanted(item.variant or item.kit),
        "shapes": [Shape(file, safe_zone(wanted)) for wanted, file in files.items()],
        "drawing": job if job and not job.is_over else None,
        "has_failed": _has_failed(item, job),
    }


def _has_failed(item: KitItem, job: Job | None) -> bool:
    return job is not None and job.state is JobState.FAILED and not overlays.is_drawn(item)
