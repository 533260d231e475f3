"""Those who were ambassadors once."""

from sqlalchemy import select

from accounts.models import User
from ambassadors.enums import AmbassadorStatus, CohortStatus
from ambassadors.models import Ambassador, Cohort
from core.db import db


def has_left(user: User) -> bool:
    """Say whether ``user`` was an ambassador once."""
    left = (Ambassador.user_id == user.id, Ambassador.status == AmbassadorStatus.LEFT)
    return db.session.scalar(select(Ambassador.id).where(*left).limit(1)) is not None


def has_ended(user: User) -> bool:
    """Say whether a season that ``user`` was part of to the end is over."""
    ended = (
        Ambassador.user_id == user.id,
        Ambassador.status == AmbassadorStatus.ACTIVE,
        Cohort.status == CohortStatus.ENDED,
    )
    found = select(Ambassador.id).join(Ambassador.cohort).where(*ended).limit(1)
    return db.session.scalar(found) is not None
