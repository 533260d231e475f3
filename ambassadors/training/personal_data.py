"""What training holds about an ambassador. Nameless, it goes on telling which questions are hard."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ambassadors.training.models import (
    Choice,
    Lesson,
    LessonProgress,
    Module,
    Question,
    QuizAnswer,
    QuizAttempt,
)
from core.db import db
from core.languages import localised
from core.personal_data import Held, Person, exempt, register


def tell(person: Person) -> Iterable[Held]:
    """Tell which lessons somebody finished and what they answered."""
    lessons = db.session.execute(
        select(LessonProgress, Lesson)
        .join(Lesson, Lesson.id == LessonProgress.lesson_id)
        .where(LessonProgress.ambassador_id.in_(person.places))
        .order_by(LessonProgress.finished_at, LessonProgress.id)
    )
    yield Held(
        _l("Lessons"),
        [
            {_l("Lesson"): localised(lesson, "title"), _l("Finished"): done.finished_at}
            for done, lesson in lessons
        ],
    )
    attempts = db.session.scalars(
        select(QuizAttempt)
        .where(QuizAttempt.ambassador_id.in_(person.places))
        .options(
            joinedload(QuizAttempt.module),
            selectinload(QuizAttempt.answers).options(
                joinedload(QuizAnswer.question), joinedload(QuizAnswer.choice)
            ),
        )
        .order_by(QuizAttempt.created_at, QuizAttempt.id)
    )
    yield Held(_l("Quizzes"), [_told_attempt(attempt) for attempt in attempts])


def _told_attempt(attempt: QuizAttempt) -> dict[Words, Any]:
    return {
        _l("Module"): localised(attempt.module, "title"),
        _l("Finished"): attempt.finished_at,
        _l("Right answers (%%)"): attempt.score,
        _l("Passed"): attempt.passed,
        _l("Answers"): {
            localised(answer.question, "text"): localised(answer.choice, "text")
            for answer in attempt.answers
        },
    }


def erase(person: Person) -> None:
    """Leave everything: it hangs on a place that has no name any more, and holds no own words."""


register(
    "training",
    title=_l("Training"),
    tables=[LessonProgress, QuizAttempt, QuizAnswer],
    tell=tell,
    erase=erase,
)
for table in (Module, Lesson, Question, Choice):
    exempt(table, "what the organisation teaches")
