"""Reads about second steps. No writes, no request, no templates."""

import uuid

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from accounts.factors.models import Passkey, RecoveryCode, SecondStep
from accounts.models import Membership, User
from core.db import db


def find_second_step(user: User) -> SecondStep | None:
    """Return what is kept of a person's codes."""
    return db.session.scalar(select(SecondStep).where(SecondStep.user_id == user.id))


def has_app(user: User) -> bool:
    """Say whether a person has codes from an app."""
    step = find_second_step(user)
    return step is not None and step.app_secret is not None


def passkeys_of(user: User) -> list[Passkey]:
    """Return a person's passkeys, oldest first."""
    return list(
        db.session.scalars(
            select(Passkey)
            .where(Passkey.user_id == user.id)
            .order_by(Passkey.created_at, Passkey.id)
        )
    )


def get_passkey(user: User, passkey_id: uuid.UUID) -> Passkey:
    """Return one of a person's own passkeys; NoResultFound becomes a 404."""
    own = (Passkey.id == passkey_id, Passkey.user_id == user.id)
    return db.session.scalars(select(Passkey).where(*own)).one()


def find_passkey(credential_id: bytes) -> Passkey | None:
    """Return a passkey by the name it gives itself, with its person."""
    return db.session.scalar(
        select(Passkey)
        .where(Passkey.credential_id == credential_id)
        .options(joinedload(Passkey.user))
    )


def recovery_codes_left(user: User) -> int:
    """Return how many recovery codes a person has not used."""
    unused = (RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0


def has_roles_elsewhere(user: User, organisation_id: uuid.UUID) -> bool:
    """Say whether a person has a role in any other organisation, not one only offered."""
    others = (
        Membership.user_id == user.id,
        Membership.organisation_id != organisation_id,
        Membership.offered_to == "",
    )
    return db.session.scalar(select(Membership.id).where(*others).limit(1)) is not None
