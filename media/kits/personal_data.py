"""What kits hold about an ambassador: which ones they fetched."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from core.db import db
from core.languages import localised
from core.personal_data import Held, Person, exempt, register
from media.kits.models import (
    Caption,
    Kit,
    KitDownload,
    KitItem,
    KitVariant,
    OverlaidRendition,
    kit_cohort,
    kit_topic,
)


def tell(person: Person) -> Iterable[Held]:
    """Tell which kits somebody fetched and when."""
    rows = db.session.execute(
        select(KitDownload, Kit)
        .join(Kit, Kit.id == KitDownload.kit_id)
        .where(KitDownload.ambassador_id.in_(person.places))
        .order_by(KitDownload.created_at, KitDownload.id)
    )
    yield Held(
        _l("Kits you fetched"),
        [{_l("Kit"): localised(kit, "title"), _l("When"): one.created_at} for one, kit in rows],
    )


def erase(person: Person) -> None:
    """Leave the downloads: how often a kit was fetched is a number without a name."""


register("kits", title=_l("Kits"), tables=[KitDownload], tell=tell, erase=erase)
CONTENTS = (Kit, KitVariant, KitItem, OverlaidRendition, Caption, kit_cohort, kit_topic)
for table in CONTENTS:
    exempt(table, "the organisation's own choice of pictures, and its own texts")
