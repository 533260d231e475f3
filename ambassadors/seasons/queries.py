"""Reads about the turn of the season. No writes, no request, no templates."""

from datetime import datetime

from sqlalchemy import select

from ambassadors.models import Cohort
from core.db import db


def find_new_copy(source: Cohort, name: str, *, since: datetime) -> Cohort | None:
    """Return a copy of this name made a moment ago, as when a form is sent twice."""
    return db.session.scalar(
        select(Cohort).where(
            Cohort.copied_from_id == source.id, Cohort.name == name, Cohort.created_at >= since
        )
    )
