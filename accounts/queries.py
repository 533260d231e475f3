"""Reads about organisations and people. No writes, no request, no templates."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accounts.models import Membership, Organisation, User
from core.db import db


def memberships_in(user: User, slug: str) -> list[Membership]:
    """Return what ``user`` may be in the organisation called ``slug``, perhaps nothing."""
    return list(
        db.session.scalars(
            select(Membership)
            .join(Membership.organisation)
            .where(Membership.user_id == user.id, Organisation.slug == slug)
            .options(joinedload(Membership.organisation))
            .order_by(Membership.role)
        )
    )


def memberships_of(user: User) -> list[Membership]:
    """Return every role of ``user``, by organisation."""
    return list(
        db.session.scalars(
            select(Membership)
            .join(Membership.organisation)
            .where(Membership.user_id == user.id)
            .options(joinedload(Membership.organisation))
            .order_by(Organisation.name, Membership.role)
        )
    )


def find_user(email: str) -> User | None:
    """Return the person with this address, written in any case."""
    return db.session.scalar(select(User).where(User.email == email.strip().lower()))


def get_organisation(slug: str) -> Organisation:
    """Return one organisation; NoResultFound becomes a 404."""
    return db.session.scalars(select(Organisation).where(Organisation.slug == slug)).one()
