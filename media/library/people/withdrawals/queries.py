"""Reads about withdrawals. No writes, no request, no templates."""

import uuid

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from accounts import queries as account_queries
from accounts.enums import Role
from accounts.models import User
from ambassadors.models import Ambassador
from core.db import db
from media.library.models import Rendition
from media.library.people.models import PersonInAsset
from media.library.people.withdrawals.models import RemovalNotice, Withdrawal, WithdrawnPicture

PER_PAGE = 30
TOLD = frozenset({Role.OWNER, Role.ORGANISER})


def list_withdrawals(organisation_id: uuid.UUID, *, page: int) -> Pagination:
    """Return one page of an organisation's withdrawals, the newest first."""
    found = (
        _with_pictures()
        .where(Withdrawal.organisation_id == organisation_id)
        .order_by(Withdrawal.created_at.desc(), Withdrawal.id)
    )
    return db.paginate(found, page=page, per_page=PER_PAGE, error_out=False)


def _with_pictures() -> Select[Withdrawal]:
    return select(Withdrawal).options(
        joinedload(Withdrawal.organisation),
        joinedload(Withdrawal.person),
        selectinload(Withdrawal.pictures).joinedload(WithdrawnPicture.asset),
        selectinload(Withdrawal.notices)
        .joinedload(RemovalNotice.ambassador)
        .joinedload(Ambassador.user),
    )


def get_withdrawal(organisation_id: uuid.UUID, withdrawal_id: uuid.UUID) -> Withdrawal:
    """Return one withdrawal of an organisation; NoResultFound becomes a 404."""
    return db.session.scalars(
        _with_pictures().where(
            Withdrawal.id == withdrawal_id, Withdrawal.organisation_id == organisation_id
        )
    ).one()


def find_withdrawal(withdrawal_id: uuid.UUID) -> Withdrawal | None:
    """Return one withdrawal; for background work, which has no organisation."""
    return db.session.scalar(_with_pictures().where(Withdrawal.id == withdrawal_id))


def withdrawals_of(person_id: uuid.UUID) -> list[Withdrawal]:
    """Return what somebody has taken back, the newest first."""
    wanted = _with_pictures().where(Withdrawal.person_id == person_id)
    ordered = wanted.order_by(Withdrawal.created_at.desc(), Withdrawal.id)
    return list(db.session.scalars(ordered))


def files_taken_back(keys: set[str]) -> set[str]:
    """Return which of these keys are formats of pictures somebody has said no to."""
    said_no = PersonInAsset.asset_id == Rendition.asset_id
    found = select(Rendition.storage_key).where(
        Rendition.storage_key.in_(keys),
        select(PersonInAsset.id).where(said_no, PersonInAsset.refused_at.is_not(None)).exists(),
    )
    return set(db.session.scalars(found))


def organisers_of(organisation_id: uuid.UUID) -> list[User]:
    """Return who looks after an organisation's pictures and is told about them, by name."""
    return account_queries.holders(organisation_id, TOLD)
