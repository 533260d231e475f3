"""Where a post comes from: the kit somebody was on, and which of its pictures she took."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy.exc import NoResultFound

from ambassadors.models import Ambassador
from core.db import utcnow
from core.languages import language
from media.kits import contents, versions
from media.kits import queries as kit_queries
from media.kits.models import Kit, KitItem
from media.kits.reception import queries as reception_queries
from media.library.models import Asset

JUST_NOW = timedelta(hours=24)


@dataclass(frozen=True)
class Origin:
    """A kit with the pictures a post may be made of, and those it probably is made of."""

    kit: Kit | None = None
    items: list[KitItem] = field(default_factory=list)
    likely: frozenset[uuid.UUID] = frozenset()

    def pictures(self, chosen: Iterable[str]) -> list[Asset]:
        """Return the pictures that are named; what is no picture of the kit today is left out."""
        wanted = set(chosen)
        return [item.asset for item in self.items if str(item.asset_id) in wanted]


def origin_of(ambassador: Ambassador, kit_id: str, *, in_sight: str = "", on: date) -> Origin:
    """Return the kit she comes from if it is one of hers and still out, else an empty origin.

    Likely is what she has shared or saved from it just now, else the picture she had in sight,
    else the only one there is.
    """
    try:
        kit = kit_queries.get_kit_for(ambassador, uuid.UUID(kit_id), on)
    except (ValueError, NoResultFound):
        return Origin()
    own = versions.version_for(kit, ambassador, language())
    items = contents.usable_anywhere(own, on)
    there = {item.asset_id for item in items}
    taken = reception_queries.taken_since(ambassador.id, kit.id, utcnow() - JUST_NOW) & there
    seen = {one for one in there if str(one) == in_sight}
    only = there if len(there) == 1 else set()
    return Origin(kit, items, frozenset(taken or seen or only))
