"""Reads about one's places. No writes, no request, no templates."""

import uuid
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from accounts.models import User
from ambassadors.enums import AmbassadorStatus, CohortStatus
from ambassadors.models import Ambassador, Cohort
from core.db import db


def _own(user: User) -> Select[Ambassador]:
    return (
        select(Ambassador)
        .where(Ambassador.user_id == user.id)
        .options(
            joinedload(Ambassador.cohort).joinedload(Cohort.organisation),
            joinedload(Ambassador.user),
        )
    )


def get_place(user: User, ambassador_id: uuid.UUID) -> Ambassador:
    """Return one of one's own places, left or not; NoResultFound becomes a 404."""
    return db.session.scalars(_own(user).where(Ambassador.id == ambassador_id)).one()


def get_active_place(user: User, ambassador_id: uuid.UUID) -> Ambassador:
    """Return one of the places one takes part in; NoResultFound becomes a 404."""
    return db.session.scalars(
        _own(user)
        .join(Ambassador.cohort)
        .where(
            Ambassador.id == ambassador_id,
            Ambassador.status == AmbassadorStatus.ACTIVE,
            Cohort.status != CohortStatus.ENDED,
        )
    ).one()


def places_left(user: User, *, since: datetime) -> list[Ambassador]:
    """Return the places somebody has left since a moment, the latest first."""
    return list(
        db.session.scalars(
            _own(user)
            .where(Ambassador.status == AmbassadorStatus.LEFT, Ambassador.left_at >= since)
            .order_by(Ambassador.left_at.desc(), Ambassador.id)
        )
    )
