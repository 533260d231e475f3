"""Writes of an ambassador in training. Routes commit."""

from sqlalchemy.exc import IntegrityError

from ambassadors.models import Ambassador
from ambassadors.training import answers, progress, queries
from ambassadors.training.answers import Given
from ambassadors.training.errors import LessonsFirst, NoQuiz
from ambassadors.training.models import (
    Lesson,
    LessonProgress,
    Module,
    Question,
    QuizAnswer,
    QuizAttempt,
)
from core.db import db, utcnow


def finish_lesson(ambassador: Ambassador, lesson: Lesson) -> None:
    """Remember that a lesson was read; reading it again changes nothing.

    The last lesson of a module that has no quiz passes it.
    """
    done = queries.progress_in(ambassador, lesson.module_id)
    if lesson.id in done.finished:
        return
    _add_once(
        LessonProgress(ambassador_id=ambassador.id, lesson_id=lesson.id, finished_at=utcnow())
    )
    is_last = done.lessons_done + 1 == len(done.module.lessons)
    if is_last and not done.module.questions and not done.passed:
        db.session.add(
            QuizAttempt(
                ambassador_id=ambassador.id,
                module_id=done.module.id,
                finished_at=utcnow(),
                score=100,
                passed=True,
            )
        )


def _add_once(row: LessonProgress | QuizAttempt) -> bool:
    """Add a row unless the same request has just been sent twice and the other one was first."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


def start_attempt(ambassador: Ambassador, module: Module) -> QuizAttempt:
    """Return the attempt to go on with: the open one, else a new one.

    Raises NoQuiz, and LessonsFirst while a lesson is unread.
    """
    done = queries.progress_in(ambassador, module.id)
    if not module.questions:
        raise NoQuiz
    if not done.can_take_quiz:
        raise LessonsFirst
    if done.open_attempt is None:
        _add_once(QuizAttempt(ambassador_id=ambassador.id, module_id=module.id))
    attempt = queries.find_open_attempt(ambassador, module)
    if attempt is None:
        raise NoQuiz  # finished by the same person in another window, this very moment
    if attempt.answers and progress.next_question(module, attempt) is None:
        _finish(attempt)  # the one question left was taken out by an organiser
    return attempt


def answer(attempt: QuizAttempt, question: Question, given: Given) -> None:
    """Answer one question of an attempt; the answer to the last one finishes it.

    An answered question keeps its first answer, so going back or pressing twice is harmless.
    The attempt must have been loaded with its lock.
    """
    if attempt.finished_at or progress.answer_to(question, attempt):
        return
    attempt.answers.append(
        QuizAnswer(
            question=question,
            chosen=[str(choice.id) for choice in given.choices],
            text=given.text,
            is_right=answers.is_right(question, given),
        )
    )
    db.session.flush()  # what is left to answer is told by the ids
    if progress.next_question(attempt.module, attempt) is None:
        _finish(attempt)


def _finish(attempt: QuizAttempt) -> None:
    questions = len(attempt.module.questions)
    asked = {question.id for question in attempt.module.questions}
    right = progress.right_answers(a for a in attempt.answers if a.question.id in asked)
    attempt.score = 100 * right // questions
    attempt.passed = right >= progress.needed(attempt.module, questions)
    attempt.finished_at = utcnow()
