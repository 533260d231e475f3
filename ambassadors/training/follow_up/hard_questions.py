"""Reads about how the questions of a quiz are answered at everybody's first try."""

import uuid

from sqlalchemy import Subquery, and_, func, select

from ambassadors.models import Cohort
from ambassadors.training.enums import QuestionKind
from ambassadors.training.follow_up.queries import find_count
from ambassadors.training.follow_up.standings import KEPT_FOR, QuestionRow
from ambassadors.training.models import Module, Question, QuizAnswer, QuizAttempt
from core.db import db
from core.kept_counts import kept


def question_rows(cohort: Cohort) -> dict[uuid.UUID, QuestionRow]:
    """Return how the questions of a cohort were answered at everybody's first try.

    Of thousands of answers, the numbers may be some minutes old.
    """
    if found := find_count(cohort):
        return {
            uuid.UUID(question): QuestionRow(uuid.UUID(question), *numbers)
            for question, numbers in found.questions.items()
        }

    def answers(rows: dict[uuid.UUID, QuestionRow]) -> int:
        return sum(row.answered for row in rows.values())

    return kept(("questions", cohort.id), lambda: answers_now(cohort), answers, seconds=KEPT_FOR)


def answers_now(cohort: Cohort) -> dict[uuid.UUID, QuestionRow]:
    """Count the first answers; of thousands that takes about a second."""
    first = _first_tries(cohort)
    is_first = and_(
        QuizAttempt.ambassador_id == first.c.ambassador_id,
        QuizAttempt.module_id == first.c.module_id,
        QuizAttempt.created_at == first.c.began_at,
    )
    wrong = func.count(QuizAnswer.id).filter(QuizAnswer.is_right.is_(False))
    rows = db.session.execute(
        select(Question.id, func.count(QuizAnswer.id), wrong)
        .join(QuizAnswer, QuizAnswer.question_id == Question.id)
        .join(QuizAnswer.attempt)
        .join(first, is_first)
        .where(
            Question.archived_at.is_(None),
            Question.kind != QuestionKind.TEXT,
            QuizAnswer.is_carried.is_(False),
        )
        .group_by(Question.id)
    )
    return {row[0]: QuestionRow(*row) for row in rows}


def _first_tries(cohort: Cohort) -> Subquery:
    """Return when each person first began each quiz."""
    return (
        select(
            QuizAttempt.ambassador_id,
            QuizAttempt.module_id,
            func.min(QuizAttempt.created_at).label("began_at"),
        )
        .join(QuizAttempt.module)
        .where(Module.cohort_id == cohort.id, Module.archived_at.is_(None))
        .group_by(QuizAttempt.ambassador_id, QuizAttempt.module_id)
        .subquery()
    )
