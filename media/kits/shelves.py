"""Kits in the list organisers see, sorted by how far they are. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from media.kits.enums import KitStatus
from media.kits.models import Kit
from media.kits.queries import KitRow


@dataclass(frozen=True)
class Shelf:
    """Kits in the same state, as organisers find them."""

    title: str
    rows: list[KitRow]


def shelves(rows: Iterable[KitRow], on: date) -> list[Shelf]:
    """Return kits sorted onto shelves, the empty ones left out."""
    titles = {"draft": _("Drafts"), "out": _("Out now or soon"), "over": _("Ended or withdrawn")}
    sorted_rows: dict[str, list[KitRow]] = {name: [] for name in titles}
    for row in rows:
        sorted_rows[_shelf_of(row.kit, on)].append(row)
    return [Shelf(title, sorted_rows[name]) for name, title in titles.items() if sorted_rows[name]]


def _shelf_of(kit: Kit, on: date) -> str:
    if kit.status is KitStatus.DRAFT:
        return "draft"
    return "out" if kit.status is KitStatus.PUBLISHED and kit.ends_on >= on else "over"
