"""What training holds about an ambassador; nameless, it still tells which questions are hard."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload, selectinload

from ambassadors.training.follow_up.models import TrainingCount
from ambassadors.training.models import (
    Choice,
    Lesson,
    LessonProgress,
    LessonVideo,
    Module,
    PracticeAnswer,
    Question,
    QuizAnswer,
    QuizAttempt,
    TrainingPicture,
)
from core.db import db
from core.languages import localised
from core.personal_data import Held, Person, Words, exempt, register


def tell(person: Person) -> Iterable[Held]:
    """Tell which lessons somebody finished, what they answered and what they practised."""
    yield _told_lessons(person)
    yield Held(_l("Quizzes"), [_told_attempt(attempt) for attempt in _attempts(person)])
    yield Held(_l("Practice"), [_told_practice(answer) for answer in _practice(person)])
    yield _told_pictures(_pictures(person))


def _told_lessons(person: Person) -> Held:
    lessons = db.session.execute(
        select(LessonProgress, Lesson)
        .join(Lesson, Lesson.id == LessonProgress.lesson_id)
        .where(LessonProgress.ambassador_id.in_(person.places))
        .order_by(LessonProgress.finished_at, LessonProgress.id)
    )
    return Held(
        _l("Lessons"),
        [
            {_l("Lesson"): localised(lesson, "title"), _l("Finished"): done.finished_at}
            for done, lesson in lessons
        ],
    )


def _attempts(person: Person) -> Iterable[QuizAttempt]:
    return db.session.scalars(
        select(QuizAttempt)
        .where(QuizAttempt.ambassador_id.in_(person.places))
        .options(
            joinedload(QuizAttempt.module),
            selectinload(QuizAttempt.answers)
            .joinedload(QuizAnswer.question)
            .selectinload(Question.choices),
        )
        .order_by(QuizAttempt.created_at, QuizAttempt.id)
    )


def _told_pictures(pictures: list[TrainingPicture]) -> Held:
    return Held(
        _l("Pictures you took as practice"),
        [{_l("When"): p.created_at, _l("Not used because"): p.refusal} for p in pictures],
        files={
            f"practice-{number}": key
            for number, picture in enumerate(pictures, start=1)
            if (key := picture.storage_key or picture.original_key)
        },
    )


def _told_attempt(attempt: QuizAttempt) -> dict[Words, Any]:
    return {
        _l("Module"): localised(attempt.module, "title"),
        _l("Finished"): attempt.finished_at,
        _l("Right answers in percent"): attempt.score,
        _l("Passed"): attempt.passed,
        _l("Answers"): [
            {
                _l("Question"): localised(answer.question, "text"),
                _l("Answer"): answer.text or _chosen(answer),
                _l("Right"): answer.is_right,
            }
            for answer in attempt.answers
        ],
    }


def _chosen(answer: QuizAnswer) -> list[str]:
    texts = {str(choice.id): localised(choice, "text") for choice in answer.question.choices}
    return [texts.get(one, one) for one in answer.chosen]


def _practice(person: Person) -> Iterable[PracticeAnswer]:
    return db.session.scalars(
        select(PracticeAnswer)
        .where(PracticeAnswer.ambassador_id.in_(person.places))
        .options(joinedload(PracticeAnswer.lesson))
        .order_by(PracticeAnswer.sent_at, PracticeAnswer.id)
    )


def _told_practice(answer: PracticeAnswer) -> dict[Words, Any]:
    return {
        _l("Lesson"): localised(answer.lesson, "title"),
        _l("When"): answer.sent_at,
        _l("Text"): answer.text,
        _l("Answered"): answer.replied_at,
        _l("What the organiser wrote"): answer.reply,
    }


def _pictures(person: Person) -> list[TrainingPicture]:
    return list(
        db.session.scalars(
            select(TrainingPicture)
            .where(TrainingPicture.ambassador_id.in_(person.places))
            .order_by(TrainingPicture.created_at, TrainingPicture.id)
        )
    )


def erase(person: Person) -> list[str]:
    """Delete own words and pictures; which answers were chosen stays, on a place without a name."""
    attempts = select(QuizAttempt.id).where(QuizAttempt.ambassador_id.in_(person.places))
    db.session.execute(
        update(QuizAnswer)
        .where(QuizAnswer.attempt_id.in_(attempts))
        .values(text="")
        .execution_options(synchronize_session=False)
    )
    pictures = _pictures(person)
    for table in (PracticeAnswer, TrainingPicture):
        db.session.execute(delete(table).where(table.ambassador_id.in_(person.places)))
    return [key for picture in pictures for key in picture.keys]


register(
    "training",
    title=_l("Training"),
    tables=[LessonProgress, QuizAttempt, QuizAnswer, PracticeAnswer, TrainingPicture],
    tell=tell,
    erase=erase,
    untold=[
        "practice_answer.sent_key",
        "training_picture.original_key",
        "training_picture.storage_key",
    ],
    stays={"quiz_answer.chosen": "ids of the answers there were to choose"},
)
for table in (Module, Lesson, LessonVideo, Question, Choice):
    exempt(table, "what the organisation teaches")
exempt(TrainingCount, "numbers of a whole cohort, kept only where thousands take part")
