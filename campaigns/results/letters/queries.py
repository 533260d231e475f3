"""Reads of the monthly mail. No writes, no request, no templates."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from accounts.enums import Role
from accounts.models import Membership, User
from campaigns.results.letters.models import ReaderLetter
from core.db import db


def letter_of(membership: Membership) -> ReaderLetter | None:
    """Return what a reader has had and wants, if anything is known of it."""
    return db.session.scalar(
        select(ReaderLetter).where(ReaderLetter.membership_id == membership.id)
    )


def due(month: date, *, limit: int) -> list[tuple[Membership, ReaderLetter | None]]:
    """Return some readers who want the mail and have not had that of a month."""
    rows = db.session.execute(
        select(Membership, ReaderLetter)
        .join(Membership.user)
        .outerjoin(ReaderLetter, ReaderLetter.membership_id == Membership.id)
        .where(
            Membership.role == Role.READER,
            Membership.offered_to == "",
            User.active,
            ReaderLetter.declined_at.is_(None),
            or_(ReaderLetter.month.is_(None), ReaderLetter.month < month),
        )
        .options(
            joinedload(Membership.user),
            joinedload(Membership.organisation),
            selectinload(Membership.units),
        )
        .order_by(Membership.id)
        .limit(limit)
    )
    return [(membership, letter) for membership, letter in rows]
