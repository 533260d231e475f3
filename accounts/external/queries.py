"""Reads about sign-ins elsewhere. No writes, no request, no templates."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accounts.external.models import ExternalIdentity
from accounts.models import User
from core.db import db


def find_identity(issuer: str, subject: str) -> ExternalIdentity | None:
    """Return who is known by this subject at this issuer, with their account."""
    return db.session.scalar(
        select(ExternalIdentity)
        .where(ExternalIdentity.issuer == issuer, ExternalIdentity.subject == subject)
        .options(joinedload(ExternalIdentity.user))
    )


def identities_of(user: User) -> list[ExternalIdentity]:
    """Return where else a person can sign in, oldest first."""
    return list(
        db.session.scalars(
            select(ExternalIdentity)
            .where(ExternalIdentity.user_id == user.id)
            .order_by(ExternalIdentity.created_at, ExternalIdentity.id)
        )
    )


def get_identity(user: User, identity_id: uuid.UUID) -> ExternalIdentity:
    """Return one of a person's own; NoResultFound becomes a 404."""
    own = (ExternalIdentity.id == identity_id, ExternalIdentity.user_id == user.id)
    return db.session.scalars(select(ExternalIdentity).where(*own)).one()
