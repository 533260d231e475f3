"""Writes of an ambassador in training. Routes commit."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from ambassadors.models import Ambassador
from ambassadors.training import answers, lesson_files, progress, queries
from ambassadors.training.answers import Given
from ambassadors.training.enums import PracticeAnswerKind
from ambassadors.training.errors import LessonsFirst, NoPicture, NoQuiz, NothingWritten
from ambassadors.training.models import (
    Lesson,
    LessonProgress,
    Module,
    PracticeAnswer,
    Question,
    QuizAnswer,
    QuizAttempt,
    TrainingPicture,
)
from ambassadors.training.progress import ModuleProgress, carried
from core.db import db, utcnow


def finish_lesson(ambassador: Ambassador, lesson: Lesson) -> None:
    """Remember that a lesson was read; reading it again changes nothing.

    The last lesson of a module that has no quiz passes it.
    """
    done = queries.progress_in(ambassador, lesson.module_id)
    if not _mark_read(ambassador, lesson, done):
        return
    is_last = done.lessons_done + (not done.is_read(lesson)) == len(done.module.lessons)
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


def _mark_read(ambassador: Ambassador, lesson: Lesson, done: ModuleProgress) -> bool:
    """Note that a lesson was read, and say whether that is news: it may have changed since."""
    if lesson.id not in done.finished:
        return _add_once(
            LessonProgress(ambassador_id=ambassador.id, lesson_id=lesson.id, finished_at=utcnow())
        )
    if done.is_read(lesson) and not done.changed_since_read(lesson):
        return False
    again = update(LessonProgress).where(
        LessonProgress.ambassador_id == ambassador.id, LessonProgress.lesson_id == lesson.id
    )
    db.session.execute(again.values(finished_at=utcnow()))
    return True


def _add_once(row: LessonProgress | QuizAttempt) -> bool:
    """Add a row unless the same request has just been sent twice and the other one was first."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


def start_attempt(ambassador: Ambassador, module: Module, *, whole: bool = False) -> QuizAttempt:
    """Return the attempt to go on with: the open one, else a new one.

    After an attempt that failed only what was wrong is asked again, unless the ``whole`` quiz is
    wanted. Raises NoQuiz, and LessonsFirst while a lesson is unread.
    """
    done = queries.progress_in(ambassador, module.id)
    if not module.questions:
        raise NoQuiz
    if not done.can_take_quiz:
        raise LessonsFirst
    if done.open_attempt is None:
        kept = [] if whole or done.last_attempt is None else carried(module, done.last_attempt)
        _add_once(
            QuizAttempt(
                ambassador_id=ambassador.id,
                module_id=module.id,
                answers=[_carried_over(answer) for answer in kept],
            )
        )
    attempt = queries.find_open_attempt(ambassador, module)
    if attempt is None:
        raise NoQuiz  # finished by the same person in another window, this very moment
    if attempt.answers and progress.next_question(module, attempt) is None:
        _finish(attempt)  # the one question left was taken out by an organiser
    return attempt


def _carried_over(answer: QuizAnswer) -> QuizAnswer:
    return QuizAnswer(
        question_id=answer.question_id,
        chosen=answer.chosen,
        text=answer.text,
        is_right=True,
        is_carried=True,
    )


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
    right = progress.right_answers(a for a in attempt.answers if a.question_id in asked)
    attempt.score = 100 * right // questions
    attempt.passed = right >= progress.needed(attempt.module, questions)
    attempt.finished_at = utcnow()


def answer_practice(
    ambassador: Ambassador,
    lesson: Lesson,
    *,
    text: str,
    picture: TrainingPicture | None,
    sent_key: str,
) -> PracticeAnswer:
    """Keep what somebody did as practice, and count the lesson as read.

    Another answer takes the place of the one before, and waits for a word from the organiser; the
    same one sent again changes nothing. Raises NoPicture and NothingWritten.
    """
    there = queries.find_practice(ambassador, lesson.id)
    if there is not None and sent_key and there.sent_key == sent_key:
        return there
    has_picture = picture is not None or (there is not None and there.picture is not None)
    check_practice(lesson.asks, text, has_picture=has_picture)
    if there is None:
        there = PracticeAnswer(ambassador_id=ambassador.id, lesson_id=lesson.id, sent_at=utcnow())
        db.session.add(there)
    there.text, there.sent_key, there.sent_at = text, sent_key, utcnow()
    there.reply, there.replied_at, there.replied_by = "", None, None
    if picture is not None:
        old, there.picture = there.picture, picture
        db.session.flush()  # nothing points at the old one any more
        if old is not None:
            lesson_files.forget_picture(old)
    finish_lesson(ambassador, lesson)
    return there


def check_practice(asks: PracticeAnswerKind, text: str, *, has_picture: bool) -> None:
    """Raise NoPicture or NothingWritten for an answer that lacks what is asked for."""
    if asks is not PracticeAnswerKind.TEXT and not has_picture:
        raise NoPicture
    if asks is not PracticeAnswerKind.PICTURE and not text:
        raise NothingWritten
