"""Nobody: the account that takes the place of one that is gone."""

import uuid

from accounts.models import User
from core.db import db


def create_stand_in() -> User:
    """Add an account without name or address, which nobody can sign in to."""
    nobody = User(email=f"{uuid.uuid4().hex}@erased.invalid", name="", active=False)
    db.session.add(nobody)
    return nobody
