"""Reads about how kits are received. No writes, no request, no templates."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, func, select, union_all
from sqlalchemy.orm import joinedload

from ambassadors.models import Ambassador, Cohort
from core.db import db
from media.kits.models import Kit, KitDownload, KitItem
from media.kits.reception.enums import FetchWay
from media.kits.reception.models import HiddenKit, KitFeedback, PictureFetch


@dataclass(frozen=True)
class Fetched:
    """Somebody who took a picture, in which ways, and when last."""

    ambassador: Ambassador
    ways: tuple[FetchWay, ...]
    last: datetime


def fetched_by(asset_id: uuid.UUID) -> list[Fetched]:
    """Return everybody who took a picture out of any kit, whoever did so last first.

    These are the people to tell when the picture must go.
    """
    rows = db.session.scalars(
        select(PictureFetch)
        .where(PictureFetch.asset_id == asset_id)
        .options(
            joinedload(PictureFetch.ambassador).joinedload(Ambassador.user),
            joinedload(PictureFetch.ambassador)
            .joinedload(Ambassador.cohort)
            .joinedload(Cohort.organisation),
        )
        .order_by(PictureFetch.fetched_at.desc(), PictureFetch.id)
    )
    found: dict[uuid.UUID, list[PictureFetch]] = {}
    for row in rows:
        found.setdefault(row.ambassador_id, []).append(row)
    return [
        Fetched(rows[0].ambassador, tuple(row.way for row in rows), rows[0].fetched_at)
        for rows in found.values()
    ]


def fetchers(asset_ids: Collection[uuid.UUID]) -> list[tuple[uuid.UUID, datetime]]:
    """Return each ambassador who took any of these pictures, with when she first did.

    A whole kit counts for every picture it holds: the earliest zips did not note their pictures.
    """
    by_picture = select(PictureFetch.ambassador_id, PictureFetch.created_at).where(
        PictureFetch.asset_id.in_(asset_ids)
    )
    by_kit = (
        select(KitDownload.ambassador_id, KitDownload.created_at)
        .join(KitItem, KitItem.kit_id == KitDownload.kit_id)
        .where(KitItem.asset_id.in_(asset_ids))
    )
    both = union_all(by_picture, by_kit).subquery()
    first = func.min(both.c.created_at)
    rows = db.session.execute(
        select(both.c.ambassador_id, first).group_by(both.c.ambassador_id).order_by(first)
    )
    return [(ambassador_id, at) for ambassador_id, at in rows]


def taken_since(ambassador_id: uuid.UUID, kit_id: uuid.UUID, since: datetime) -> set[uuid.UUID]:
    """Return the pictures somebody has shared or saved from a kit since a time, one by one."""
    found = select(PictureFetch.asset_id).where(
        PictureFetch.ambassador_id == ambassador_id,
        PictureFetch.kit_id == kit_id,
        PictureFetch.way != FetchWay.ZIP,
        PictureFetch.fetched_at >= since,
    )
    return set(db.session.scalars(found.order_by(PictureFetch.id)))


def users_of(asset_ids: Iterable[uuid.UUID], *, but: uuid.UUID) -> dict[uuid.UUID, int]:
    """Return how many others than one ambassador took each picture; never who."""
    rows = db.session.execute(
        select(PictureFetch.asset_id, func.count(PictureFetch.ambassador_id.distinct()))
        .where(PictureFetch.asset_id.in_(list(asset_ids)), PictureFetch.ambassador_id != but)
        .group_by(PictureFetch.asset_id)
    )
    return {asset_id: int(count) for asset_id, count in rows}


TAKEN = (
    select(KitDownload.id)
    .where(
        KitDownload.ambassador_id == bindparam("ambassador"), KitDownload.kit_id == bindparam("kit")
    )
    .limit(1)
)


def has_taken(ambassador_id: uuid.UUID, kit_id: uuid.UUID) -> bool:
    """Say whether it is on record already that somebody has taken something of a kit."""
    return db.session.scalar(TAKEN, {"ambassador": ambassador_id, "kit": kit_id}) is not None


def hidden_ids(ambassador: Ambassador) -> set[uuid.UUID]:
    """Return the kits an ambassador does not want to see."""
    own = select(HiddenKit.kit_id).where(HiddenKit.ambassador_id == ambassador.id)
    return set(db.session.scalars(own.order_by(HiddenKit.kit_id)))


def find_feedback(ambassador: Ambassador, kit: Kit) -> KitFeedback | None:
    """Return what an ambassador has said of a kit, if anything."""
    return db.session.scalar(
        select(KitFeedback).where(
            KitFeedback.kit_id == kit.id, KitFeedback.ambassador_id == ambassador.id
        )
    )


def _feedback() -> Select[KitFeedback]:
    return select(KitFeedback).options(
        joinedload(KitFeedback.ambassador).joinedload(Ambassador.user), joinedload(KitFeedback.kit)
    )


def feedback_on(kit: Kit) -> list[KitFeedback]:
    """Return what ambassadors say of a kit, the latest first."""
    wanted = _feedback().where(KitFeedback.kit_id == kit.id)
    return list(db.session.scalars(wanted.order_by(KitFeedback.said_at.desc(), KitFeedback.id)))


def organisations_with_news() -> list[uuid.UUID]:
    """Return the organisations whose organisers have not been told of some feedback."""
    return list(
        db.session.scalars(
            select(Kit.organisation_id)
            .join(KitFeedback, KitFeedback.kit_id == Kit.id)
            .where(KitFeedback.told_at.is_(None))
            .distinct()
            .order_by(Kit.organisation_id)
        )
    )


def untold_feedback(organisation_id: uuid.UUID) -> list[KitFeedback]:
    """Return the feedback an organisation's organisers have not been told of, by kit."""
    return list(
        db.session.scalars(
            _feedback()
            .join(KitFeedback.kit)
            .where(Kit.organisation_id == organisation_id, KitFeedback.told_at.is_(None))
            .order_by(Kit.title_da, Kit.id, KitFeedback.said_at, KitFeedback.id)
            .with_for_update(of=KitFeedback)
        )
    )


def fetches_of(asset_id: uuid.UUID) -> list[PictureFetch]:
    """Return every time somebody took a picture out of a kit."""
    found = select(PictureFetch).where(PictureFetch.asset_id == asset_id)
    return list(db.session.scalars(found.order_by(PictureFetch.fetched_at, PictureFetch.id)))
