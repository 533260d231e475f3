"""Who has not passed all that is required, and everybody in a cohort some at a time."""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select

from ambassadors.enums import AmbassadorStatus
from ambassadors.models import Ambassador, Cohort
from ambassadors.training.models import Module, QuizAttempt
from ambassadors.training.queries import pass_counts
from core.db import db


def is_behind(cohort: Cohort) -> ColumnElement[bool]:
    """Return the SQL condition that somebody has not passed all that is required."""
    passed = (
        select(QuizAttempt.id)
        .where(
            QuizAttempt.ambassador_id == Ambassador.id,
            QuizAttempt.module_id == Module.id,
            pass_counts(),
        )
        .correlate(Ambassador, Module)
    )
    return (
        select(Module.id)
        .where(
            Module.cohort_id == cohort.id,
            Module.required,
            Module.archived_at.is_(None),
            or_(Module.lessons.any(), Module.questions.any()),
            ~passed.exists(),
        )
        .correlate(Ambassador)
        .exists()
    )


def count_active(cohort: Cohort) -> int:
    """Return how many take part in a cohort."""
    here = (Ambassador.cohort_id == cohort.id, Ambassador.status == AmbassadorStatus.ACTIVE)
    return db.session.scalar(select(func.count(Ambassador.id)).where(*here)) or 0


def next_active(cohort: Cohort, *, after: uuid.UUID | None, limit: int) -> list[uuid.UUID]:
    """Return some of those taking part, in the order of their ids, after one of them."""
    here = (Ambassador.cohort_id == cohort.id, Ambassador.status == AmbassadorStatus.ACTIVE)
    people = select(Ambassador.id).where(*here).order_by(Ambassador.id).limit(limit)
    return list(db.session.scalars(people.where(Ambassador.id > after) if after else people))


def those_behind(cohort: Cohort, people: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Return which of some people have not passed all that is required."""
    late = select(Ambassador.id).where(Ambassador.id.in_(people), is_behind(cohort))
    return list(db.session.scalars(late.order_by(Ambassador.id)))
