"""Writes about how kits are received. They may flush and never commit."""

import uuid
from collections.abc import Iterable
from functools import cache

from sqlalchemy import Insert, delete

from ambassadors.models import Ambassador
from core.db import db, insert_into, table_of, utcnow
from media.kits import operations as kit_operations
from media.kits.contents import Shown
from media.kits.models import Kit
from media.kits.reception import queries
from media.kits.reception.enums import FeedbackKind, FetchWay
from media.kits.reception.models import HiddenKit, KitFeedback, PictureFetch


def record_fetch(
    shown: Shown, ambassador: Ambassador, *, assets: Iterable[uuid.UUID], way: FetchWay
) -> None:
    """Note that somebody took pictures out of a version of a kit; again only moves the time."""
    taken = sorted(set(assets))
    if not taken:
        return
    kit_id, now = shown.id, utcnow()
    if not queries.has_taken(ambassador.id, kit_id):
        kit_operations.record_download(shown, ambassador)
    shared = {"kit_id": kit_id, "ambassador_id": ambassador.id, "way": way, "fetched_at": now}
    rows = [{**shared, "asset_id": one, "id": uuid.uuid4(), "created_at": now} for one in taken]
    db.session.execute(_noting(db.session.get_bind().dialect.name), rows)


@cache
def _noting(_dialect: str) -> Insert:
    """Put the statement together once: that takes longer than sending it."""
    insert = insert_into(table_of(PictureFetch))
    return insert.on_conflict_do_update(
        index_elements=["ambassador_id", "asset_id", "kit_id", "way"],
        set_={"fetched_at": insert.excluded.fetched_at},
    )


def hide(kit: Kit, ambassador: Ambassador) -> None:
    """Put a kit out of an ambassador's sight; she need not say why. Doing it twice is harmless."""
    values = {"kit_id": kit.id, "ambassador_id": ambassador.id}
    insert = insert_into(table_of(HiddenKit)).values(id=uuid.uuid4(), created_at=utcnow(), **values)
    db.session.execute(insert.on_conflict_do_nothing())


def show_again(kit: Kit, ambassador: Ambassador) -> None:
    """Let an ambassador see a kit again."""
    db.session.execute(
        delete(HiddenKit).where(
            HiddenKit.kit_id == kit.id, HiddenKit.ambassador_id == ambassador.id
        )
    )


def say(kit: Kit, ambassador: Ambassador, *, kind: FeedbackKind, words: str) -> None:
    """Keep what an ambassador says of a kit, in place of what she said before."""
    values = {"kind": kind, "words": words, "said_at": utcnow(), "told_at": None}
    insert = insert_into(table_of(KitFeedback)).values(
        id=uuid.uuid4(),
        created_at=utcnow(),
        kit_id=kit.id,
        ambassador_id=ambassador.id,
        **values,
    )
    db.session.execute(
        insert.on_conflict_do_update(index_elements=["kit_id", "ambassador_id"], set_=values)
    )


def take_back(kit: Kit, ambassador: Ambassador) -> None:
    """Forget what an ambassador said of a kit."""
    db.session.execute(
        delete(KitFeedback).where(
            KitFeedback.kit_id == kit.id, KitFeedback.ambassador_id == ambassador.id
        )
    )
