"""What is held about how an ambassador received kits."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from core.db import db
from core.languages import localised
from core.personal_data import Held, Person, Words, register
from media.kits.models import Kit
from media.kits.reception.models import HiddenKit, KitFeedback, PictureFetch
from media.library.models import Asset


def tell(person: Person) -> Iterable[Held]:
    """Tell which pictures somebody took, which kits they hid and what they said of kits."""
    yield Held(
        _l("Pictures you took"),
        [
            {
                _l("Picture"): localised(asset, "alt") or asset.original_name,
                _l("Kit"): localised(kit, "title"),
                _l("How"): fetch.way.label,
                _l("When"): fetch.fetched_at,
            }
            for fetch, asset, kit in _fetches(person)
        ],
    )
    yield Held(
        _l("Kits that were not for you"),
        [
            {_l("Kit"): localised(kit, "title"), _l("When"): hidden.created_at}
            for hidden, kit in _hidden(person)
        ],
    )
    yield Held(_l("What you said about kits"), [_told(one, kit) for one, kit in _said(person)])


def _told(said: KitFeedback, kit: Kit) -> dict[Words, Any]:
    return {
        _l("Kit"): localised(kit, "title"),
        _l("Answer"): said.kind.label,
        _l("In your own words"): said.words,
        _l("When"): said.said_at,
    }


def _fetches(person: Person) -> Iterable[tuple[PictureFetch, Asset, Kit]]:
    rows = db.session.execute(
        select(PictureFetch, Asset, Kit)
        .join(PictureFetch.asset)
        .join(PictureFetch.kit)
        .where(PictureFetch.ambassador_id.in_(person.places))
        .order_by(PictureFetch.fetched_at, PictureFetch.id)
    )
    return [(fetch, asset, kit) for fetch, asset, kit in rows]


def _hidden(person: Person) -> Iterable[tuple[HiddenKit, Kit]]:
    rows = db.session.execute(
        select(HiddenKit, Kit)
        .join(Kit, Kit.id == HiddenKit.kit_id)
        .where(HiddenKit.ambassador_id.in_(person.places))
        .order_by(HiddenKit.created_at, HiddenKit.id)
    )
    return [(hidden, kit) for hidden, kit in rows]


def _said(person: Person) -> Iterable[tuple[KitFeedback, Kit]]:
    rows = db.session.execute(
        select(KitFeedback, Kit)
        .join(KitFeedback.kit)
        .where(KitFeedback.ambassador_id.in_(person.places))
        .order_by(KitFeedback.said_at, KitFeedback.id)
    )
    return [(said, kit) for said, kit in rows]


def erase(person: Person) -> None:
    """Forget what was said and hidden; how often a picture was taken is a number without a name."""
    for table in (HiddenKit, KitFeedback):
        db.session.execute(delete(table).where(table.ambassador_id.in_(person.places)))


register(
    "kits-received",
    title=_l("Kits, and what you took from them"),
    tables=[PictureFetch, HiddenKit, KitFeedback],
    tell=tell,
    erase=erase,
)
