"""Reads about cohorts and ambassadors. No writes, no request, no templates."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accounts.models import User
from ambassadors.enums import AmbassadorStatus
from ambassadors.models import Ambassador, Cohort
from core.db import db


def active_places(user: User) -> list[Ambassador]:
    """Return the cohorts ``user`` is an ambassador in, newest first, with organisation loaded."""
    return list(
        db.session.scalars(
            select(Ambassador)
            .where(Ambassador.user_id == user.id, Ambassador.status == AmbassadorStatus.ACTIVE)
            .options(
                joinedload(Ambassador.cohort).joinedload(Cohort.organisation),
                joinedload(Ambassador.user),
                joinedload(Ambassador.unit),
            )
            .order_by(Ambassador.joined_at.desc(), Ambassador.id)
        )
    )


def get_cohort(organisation_id: uuid.UUID, cohort_id: uuid.UUID) -> Cohort:
    """Return one cohort of an organisation; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Cohort).where(Cohort.id == cohort_id, Cohort.organisation_id == organisation_id)
    ).one()


def list_cohorts(organisation_id: uuid.UUID) -> list[Cohort]:
    """Return an organisation's cohorts, newest season first."""
    return list(
        db.session.scalars(
            select(Cohort)
            .where(Cohort.organisation_id == organisation_id)
            .order_by(Cohort.season_start.desc(), Cohort.name)
        )
    )
