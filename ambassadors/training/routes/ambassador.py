"""An ambassador's training: the modules, their lessons, and the quiz one question at a time."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ambassadors.session import current_ambassador
from ambassadors.training import operations, progress, queries
from ambassadors.training.answers import Given
from ambassadors.training.forms import AnswerForm
from ambassadors.training.models import Module, Question, QuizAttempt
from ambassadors.training.views import answer_views, review_of
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError

bp = Blueprint("training_ambassador", __name__, url_prefix="/my/training")


@bp.get("")
@open_to(Audience.AMBASSADOR)
def list_modules() -> ResponseReturnValue:
    """Show the modules with how far one has come."""
    rows = queries.progress_of(current_ambassador())
    return render_template(
        "ambassadors/training/modules.html",
        rows=rows,
        passed=sum(row.passed for row in rows),
        minutes=sum(row.module.minutes for row in rows if not row.passed),
    )


@bp.get("/<uuid:module_id>")
@open_to(Audience.AMBASSADOR)
def show_module(module_id: uuid.UUID) -> ResponseReturnValue:
    """Show a module: what it is about, its lessons and its quiz."""
    row = queries.progress_in(current_ambassador(), module_id)
    questions = len(row.module.questions)
    return render_template(
        "ambassadors/training/module.html",
        row=row,
        questions=questions,
        needed=progress.needed(row.module, questions),
    )


@bp.get("/<uuid:module_id>/lessons/<uuid:lesson_id>")
@open_to(Audience.AMBASSADOR)
def show_lesson(module_id: uuid.UUID, lesson_id: uuid.UUID) -> ResponseReturnValue:
    """Show one lesson and nothing else."""
    lesson = queries.get_lesson(current_ambassador().cohort_id, module_id, lesson_id)
    lessons = lesson.module.lessons
    return render_template(
        "ambassadors/training/lesson.html",
        lesson=lesson,
        number=lessons.index(lesson) + 1,
        total=len(lessons),
        is_preview=False,
    )


@bp.post("/<uuid:module_id>/lessons/<uuid:lesson_id>")
@open_to(Audience.AMBASSADOR)
def finish_lesson(module_id: uuid.UUID, lesson_id: uuid.UUID) -> ResponseReturnValue:
    """Remember that the lesson is read and go on to the next."""
    lesson = queries.get_lesson(current_ambassador().cohort_id, module_id, lesson_id)
    operations.finish_lesson(current_ambassador(), lesson)
    db.session.commit()
    later = [x for x in lesson.module.lessons if x.position > lesson.position]
    if later:
        return redirect(url_for(".show_lesson", module_id=module_id, lesson_id=later[0].id))
    return redirect(url_for(".show_module", module_id=module_id))


@bp.post("/<uuid:module_id>/quiz")
@open_to(Audience.AMBASSADOR)
def start_quiz(module_id: uuid.UUID) -> ResponseReturnValue:
    """Begin the quiz, or go on where one stopped."""
    module = queries.get_module(current_ambassador().cohort_id, module_id)
    try:
        attempt = operations.start_attempt(current_ambassador(), module)
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "warn")
        return redirect(url_for(".show_module", module_id=module_id))
    return redirect(url_for(".show_attempt", attempt_id=attempt.id))


@bp.get("/quiz/<uuid:attempt_id>")
@open_to(Audience.AMBASSADOR)
def show_attempt(attempt_id: uuid.UUID) -> ResponseReturnValue:
    """Show how the quiz went, or go on with it."""
    attempt = queries.get_attempt(current_ambassador(), attempt_id)
    if attempt.finished_at is None:
        waiting = progress.next_question(attempt.module, attempt)
        if waiting is None:
            return redirect(url_for(".show_module", module_id=attempt.module_id))
        return redirect(url_for(".show_question", attempt_id=attempt.id, question_id=waiting.id))
    review = review_of(attempt)
    return render_template(
        "ambassadors/training/result.html",
        attempt=attempt,
        review=review,
        right=sum(item.is_right for item in review),
        needed=progress.needed(attempt.module, len(review)),
        following=queries.next_module(current_ambassador()),
        first_name=current_ambassador().user.first_name,
    )


@bp.get("/quiz/<uuid:attempt_id>/questions/<uuid:question_id>")
@open_to(Audience.AMBASSADOR)
def show_question(attempt_id: uuid.UUID, question_id: uuid.UUID) -> ResponseReturnValue:
    """Show a question to answer, or what was answered to it."""
    attempt = queries.get_attempt(current_ambassador(), attempt_id)
    return question_page(attempt, question_of(attempt.module, question_id))


@bp.post("/quiz/<uuid:attempt_id>/questions/<uuid:question_id>")
@open_to(Audience.AMBASSADOR)
def answer_question(attempt_id: uuid.UUID, question_id: uuid.UUID) -> ResponseReturnValue:
    """Keep an answer; a question that is answered already shows its first answer."""
    attempt = queries.get_attempt(current_ambassador(), attempt_id, lock=True)
    question = question_of(attempt.module, question_id)
    form = AnswerForm(question)
    if not progress.answer_to(question, attempt):
        if not form.validate_on_submit():
            return question_page(attempt, question, form)
        operations.answer(attempt, question, Given((form.chosen(),)))
        db.session.commit()
    return redirect(url_for(".show_question", attempt_id=attempt_id, question_id=question_id))


def question_of(module: Module, question_id: uuid.UUID) -> Question:
    """Return one of a module's questions; another one is not found."""
    return queries.one_of(module.questions, question_id)


def question_page(
    attempt: QuizAttempt, question: Question, form: AnswerForm | None = None
) -> ResponseReturnValue:
    """Return the page of one question, before or after it was answered."""
    questions = attempt.module.questions
    given = progress.answer_to(question, attempt)
    page = {
        "attempt": attempt,
        "question": question,
        "number": questions.index(question) + 1,
        "total": len(questions),
    }
    if given is None:
        form = form or AnswerForm(question)
        return render_template("ambassadors/training/question.html", form=form, **page)
    return render_template(
        "ambassadors/training/answered.html",
        items=answer_views(question, given),
        is_right=given.is_right,
        right=progress.right_answers(attempt.answers),
        answered=len(attempt.answers),
        waiting=progress.next_question(attempt.module, attempt),
        is_preview=False,
        **page,
    )
