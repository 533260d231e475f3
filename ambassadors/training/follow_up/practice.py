"""Reads about what was practised and waits for a word."""

import uuid

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from ambassadors.enums import AmbassadorStatus
from ambassadors.models import Ambassador, Cohort
from ambassadors.training.models import Lesson, Module, PracticeAnswer
from core.db import db


def _practice(cohort: Cohort) -> Select[PracticeAnswer]:
    return (
        select(PracticeAnswer)
        .join(PracticeAnswer.lesson)
        .join(Lesson.module)
        .join(PracticeAnswer.ambassador)
        .where(Module.cohort_id == cohort.id, Ambassador.status == AmbassadorStatus.ACTIVE)
    )


def practice_page(cohort: Cohort, *, limit: int) -> list[PracticeAnswer]:
    """Return the practice that waits for a word, the oldest first."""
    return list(
        db.session.scalars(
            _practice(cohort)
            .where(PracticeAnswer.replied_at.is_(None))
            .options(
                joinedload(PracticeAnswer.ambassador).joinedload(Ambassador.user),
                contains_eager(PracticeAnswer.lesson).contains_eager(Lesson.module),
                joinedload(PracticeAnswer.picture),
            )
            .order_by(PracticeAnswer.sent_at, PracticeAnswer.id)
            .limit(limit)
        )
    )


def count_waiting(cohort: Cohort) -> int:
    """Return how much practice waits for a word."""
    waiting = _practice(cohort).where(PracticeAnswer.replied_at.is_(None))
    return db.session.scalar(waiting.with_only_columns(func.count(PracticeAnswer.id))) or 0


def get_practice(cohort: Cohort, answer_id: uuid.UUID) -> PracticeAnswer:
    """Return one answer to practice in a cohort; NoResultFound becomes a 404."""
    return db.session.scalars(_practice(cohort).where(PracticeAnswer.id == answer_id)).one()
