"""Those who were ambassadors once."""

from sqlalchemy import select

from accounts.models import User
from ambassadors.enums import AmbassadorStatus
from ambassadors.models import Ambassador
from core.db import db


def has_left(user: User) -> bool:
    """Say whether ``user`` was an ambassador once."""
    left = (Ambassador.user_id == user.id, Ambassador.status == AmbassadorStatus.LEFT)
    return db.session.scalar(select(Ambassador.id).where(*left).limit(1)) is not None
