"""Reads about pictures. No writes, no request, no templates."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import ColumnElement, Select, String, and_, cast, func, literal, or_, select
from sqlalchemy.orm import joinedload, selectinload

from accounts.models import Unit
from core.db import db
from media.library.enums import (
    NOTED_FOR,
    AssetKind,
    AssetState,
    PictureChannel,
    Recognisable,
    RenditionFormat,
    Shelf,
)
from media.library.models import Asset, AssetVersion, Collection, Rendition
from media.library.people.models import Consent, Person, PersonInAsset

PER_PAGE = 48


def usable(on: date, channel: PictureChannel = PictureChannel.INSTAGRAM) -> ColumnElement[bool]:
    """Return the condition that an Asset may be used on a day in a channel; see permissions."""
    # Never unknown, so that the opposite can be asked for: a day that is not there is no later one.
    has_a_day = Asset.consent_until.is_not(None)
    is_noted = and_(has_a_day, Asset.consent_until >= on, literal(channel in NOTED_FOR))
    return and_(
        Asset.state == AssetState.READY,
        or_(Asset.licence_until.is_(None), Asset.licence_until >= on),
        or_(Asset.lent_until.is_(None), Asset.lent_until >= on),
        Asset.recognisable != Recognisable.UNANSWERED,
        or_(
            Asset.recognisable == Recognisable.NOBODY,
            Asset.people.any(),
            and_(Asset.recognisable == Recognisable.SOMEBODY, is_noted),
        ),
        ~Asset.people.any(~covered(on, channel)),
    )


def covered(on: date, channel: PictureChannel) -> ColumnElement[bool]:
    """Return the condition that a PersonInAsset has said yes, and not no since; see permissions."""
    # Codes hold no quotation mark, so the quoted code is in the list or it is not.
    names_channel = cast(Consent.channels, String).contains(f'"{channel.value}"')
    standing = select(Consent.id).where(
        Consent.id == PersonInAsset.consent_id,
        Consent.withdrawn_at.is_(None),
        Consent.until >= on,
        names_channel,
    )
    return and_(PersonInAsset.refused_at.is_(None), standing.exists())


def has_alt() -> ColumnElement[bool]:
    """Return the condition that an Asset has alt text in at least one language."""
    return or_(Asset.alt_da != "", Asset.alt_en != "")


def on_shelf(shelf: Shelf, on: date) -> ColumnElement[bool]:
    """Return the condition that an Asset belongs to a part of the library."""
    is_ready = Asset.state == AssetState.READY
    return {
        Shelf.EVERYTHING: Asset.id.is_not(None),
        Shelf.READY: and_(usable(on), has_alt()),
        Shelf.WITHOUT_ALT: and_(is_ready, ~has_alt()),
        Shelf.HELD_BACK: and_(is_ready, ~usable(on)),
        Shelf.UNFINISHED: ~is_ready,
    }[shelf]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody looks for in the library."""

    search: str = ""
    shelf: Shelf = Shelf.EVERYTHING
    kind: AssetKind | None = None
    unit_id: uuid.UUID | None = None
    collection_id: uuid.UUID | None = None


def list_assets(
    organisation_id: uuid.UUID, *, on: date, wanted: Wanted, page: int = 1
) -> Pagination:
    """Return one page of an organisation's pictures, newest first, with their renditions."""
    found = (
        select(Asset)
        .where(Asset.organisation_id == organisation_id, *_conditions(wanted, on))
        .options(selectinload(Asset.renditions))
        .order_by(Asset.created_at.desc(), Asset.id)
    )
    return db.paginate(found, page=page, per_page=PER_PAGE, error_out=False)


def _conditions(wanted: Wanted, on: date) -> list[ColumnElement[bool]]:
    conditions = [_mentions(word) for word in wanted.search.split()]
    if wanted.shelf is not Shelf.EVERYTHING:
        conditions.append(on_shelf(wanted.shelf, on))
    if wanted.kind is not None:
        conditions.append(Asset.kind == wanted.kind)
    if wanted.unit_id is not None:
        conditions.append(Asset.unit_id == wanted.unit_id)
    if wanted.collection_id is not None:
        conditions.append(Asset.collections.any(Collection.id == wanted.collection_id))
    return conditions


def _mentions(word: str) -> ColumnElement[bool]:
    """Return the condition that a word stands somewhere; all that is searched is one column."""
    return Asset.words.contains(word.casefold(), autoescape=True)


def count_assets(organisation_id: uuid.UUID, *, on: date) -> tuple[int, int]:
    """Return how many pictures an organisation has, and how many of them are ready to use."""
    ready = func.count(Asset.id).filter(on_shelf(Shelf.READY, on))
    counted = select(func.count(Asset.id), ready).where(Asset.organisation_id == organisation_id)
    total, of_them_ready = db.session.execute(counted).one()
    return total, of_them_ready


def bytes_used(organisation_id: uuid.UUID) -> int:
    """Return what originals, their earlier versions, formats and signed papers take up."""
    own = Asset.organisation_id == organisation_id
    sums = (
        select(func.sum(Asset.byte_size)).where(own),
        select(func.sum(AssetVersion.byte_size)).where(
            AssetVersion.asset_id.in_(select(Asset.id).where(own))
        ),
        select(func.sum(Rendition.byte_size)).where(
            Rendition.asset_id.in_(select(Asset.id).where(own))
        ),
        select(func.sum(Consent.proof_byte_size))
        .join(Consent.person)
        .where(Person.organisation_id == organisation_id),
    )
    found = db.session.execute(select(*(one.scalar_subquery() for one in sums))).one()
    return sum(int(size or 0) for size in found)


def undescribed(organisation_id: uuid.UUID, user_id: uuid.UUID, since: datetime) -> list[uuid.UUID]:
    """Return what somebody has brought in since a time and said nothing about yet, oldest first."""
    said = and_(has_alt(), Asset.recognisable != Recognisable.UNANSWERED)
    found = select(Asset.id).where(
        Asset.organisation_id == organisation_id,
        Asset.uploaded_by_id == user_id,
        Asset.created_at >= since,
        Asset.state != AssetState.REFUSED,
        ~said,
    )
    return list(db.session.scalars(found.order_by(Asset.created_at, Asset.id)))


def usable_among(ids: Iterable[uuid.UUID], on: date) -> Select[uuid.UUID]:
    """Select the ids of those of some pictures that may be used on a day."""
    return select(Asset.id).where(Asset.id.in_(list(ids)), usable(on)).order_by(Asset.id)


def assets_among(organisation_id: uuid.UUID, ids: Iterable[uuid.UUID]) -> list[Asset]:
    """Return those of the named pictures that are the organisation's, with their renditions."""
    return list(
        db.session.scalars(
            select(Asset)
            .where(Asset.organisation_id == organisation_id, Asset.id.in_(list(ids)))
            .options(selectinload(Asset.renditions))
            .order_by(Asset.created_at.desc(), Asset.id)
        )
    )


def get_asset(organisation_id: uuid.UUID, asset_id: uuid.UUID) -> Asset:
    """Return one picture of an organisation, renditions loaded; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Asset)
        .where(Asset.id == asset_id, Asset.organisation_id == organisation_id)
        .options(selectinload(Asset.renditions))
    ).one()


def find_asset(asset_id: uuid.UUID) -> Asset | None:
    """Return one picture, renditions loaded; for background work, which has no organisation."""
    return db.session.scalar(
        select(Asset).where(Asset.id == asset_id).options(selectinload(Asset.renditions))
    )


def known_checksums(organisation_id: uuid.UUID, checksums: Iterable[str]) -> dict[str, Asset]:
    """Return the pictures an organisation already has, by checksum."""
    wanted = select(Asset).where(
        Asset.organisation_id == organisation_id, Asset.checksum.in_(list(checksums))
    )
    return {asset.checksum: asset for asset in db.session.scalars(wanted.order_by(Asset.id))}


def rendition(asset: Asset, wanted: RenditionFormat) -> Rendition | None:
    """Return a picture in one format, from what is loaded, or None while it is not made."""
    return next((one for one in asset.renditions if one.format is wanted), None)


def find_rendition(rendition_id: uuid.UUID) -> Rendition | None:
    """Return one rendition of whichever organisation, its asset loaded."""
    return db.session.scalar(
        select(Rendition)
        .where(Rendition.id == rendition_id)
        .options(joinedload(Rendition.asset).joinedload(Asset.organisation))
    )


def units_of(organisation_id: uuid.UUID) -> list[Unit]:
    """Return an organisation's units by name."""
    wanted = select(Unit).where(Unit.organisation_id == organisation_id)
    return list(db.session.scalars(wanted.order_by(Unit.path, Unit.id)))


def collections_of(organisation_id: uuid.UUID) -> list[Collection]:
    """Return an organisation's collections by name."""
    wanted = select(Collection).where(Collection.organisation_id == organisation_id)
    return list(db.session.scalars(wanted.order_by(Collection.name, Collection.id)))


def earlier_originals(asset_id: uuid.UUID) -> list[str]:
    """Return the keys of the originals a picture had before."""
    found = select(AssetVersion.storage_key).where(AssetVersion.asset_id == asset_id)
    return list(db.session.scalars(found.order_by(AssetVersion.created_at, AssetVersion.id)))
