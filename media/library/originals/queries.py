"""Reads about earlier originals and about pictures that look the same."""

import uuid

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from core.db import db
from media.library.enums import AssetKind
from media.library.models import Asset, AssetVersion, LookAlike
from media.library.people.models import PersonInAsset

PER_PAGE = 20


def versions_of(asset_id: uuid.UUID) -> list[AssetVersion]:
    """Return the originals a picture had before, latest first."""
    found = select(AssetVersion).where(AssetVersion.asset_id == asset_id)
    by_time = found.order_by(AssetVersion.created_at.desc(), AssetVersion.id)
    return list(db.session.scalars(by_time.options(joinedload(AssetVersion.replaced_by))))


def get_version(asset_id: uuid.UUID, version_id: uuid.UUID) -> AssetVersion:
    """Return one of a picture's earlier originals; NoResultFound becomes a 404."""
    wanted = (AssetVersion.id == version_id, AssetVersion.asset_id == asset_id)
    return db.session.scalars(select(AssetVersion).where(*wanted)).one()


def looks_in(organisation_id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    """Return how an organisation's pictures look, by id."""
    found = select(Asset.id, Asset.looks).where(
        Asset.organisation_id == organisation_id,
        Asset.looks.is_not(None),
        Asset.kind == AssetKind.PICTURE,
    )
    return [(row.id, str(row.looks)) for row in db.session.execute(found.order_by(Asset.id))]


def paired_with(asset_id: uuid.UUID) -> set[uuid.UUID]:
    """Return the pictures that are known to look like one."""
    either = or_(LookAlike.first_id == asset_id, LookAlike.second_id == asset_id)
    pairs = db.session.execute(select(LookAlike.first_id, LookAlike.second_id).where(either))
    return {one for pair in pairs for one in pair} - {asset_id}


def _open(organisation_id: uuid.UUID) -> Select[LookAlike]:
    return (
        select(LookAlike)
        .join(LookAlike.first)
        .where(Asset.organisation_id == organisation_id, LookAlike.kept_apart.is_(False))
    )


def list_look_alikes(organisation_id: uuid.UUID, *, page: int = 1) -> Pagination:
    """Return one page of pairs nobody has judged yet, latest first, with their renditions."""
    found = (
        _open(organisation_id)
        .options(
            joinedload(LookAlike.first).selectinload(Asset.renditions),
            joinedload(LookAlike.second).selectinload(Asset.renditions),
        )
        .order_by(LookAlike.created_at.desc(), LookAlike.id)
    )
    return db.paginate(found, page=page, per_page=PER_PAGE, error_out=False)


def count_look_alikes(organisation_id: uuid.UUID) -> int:
    """Return how many pairs nobody has judged yet."""
    counted = _open(organisation_id).with_only_columns(func.count(LookAlike.id))
    return db.session.scalar(counted) or 0


def get_look_alike(organisation_id: uuid.UUID, pair_id: uuid.UUID) -> LookAlike:
    """Return one pair of an organisation, to be judged; NoResultFound becomes a 404.

    Whoever judges it at the same time waits, and so does a no to either picture.
    """
    pair = db.session.scalars(
        select(LookAlike)
        .join(LookAlike.first)
        .where(LookAlike.id == pair_id, Asset.organisation_id == organisation_id)
        .options(selectinload(LookAlike.first), selectinload(LookAlike.second))
        .with_for_update(of=LookAlike)
    ).one()
    marks = select(PersonInAsset).where(PersonInAsset.asset_id.in_([pair.first_id, pair.second_id]))
    fresh = marks.order_by(PersonInAsset.id).with_for_update(of=PersonInAsset)
    db.session.scalars(fresh.execution_options(populate_existing=True)).all()
    return pair
