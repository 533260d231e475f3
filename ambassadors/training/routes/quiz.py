"""The quiz of a module, one question at a time. Its addresses are those of ``ambassador.py``."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ambassadors.session import current_ambassador
from ambassadors.training import operations, progress, queries
from ambassadors.training.answer_forms import AnswerForm, answer_form
from ambassadors.training.models import Module, Question, QuizAttempt
from ambassadors.training.pages import Links
from ambassadors.training.routes.ambassador import bp
from ambassadors.training.views import owner_on_device, review, review_of
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError


@bp.post("/<uuid:module_id>/quiz")
@open_to(Audience.AMBASSADOR)
def start_quiz(module_id: uuid.UUID) -> ResponseReturnValue:
    """Begin the quiz, or go on where one stopped."""
    module = queries.get_module(current_ambassador().cohort_id, module_id)
    whole = "whole" in request.form
    try:
        attempt = operations.start_attempt(current_ambassador(), module, whole=whole)
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
    answered = review_of(attempt)
    row = queries.progress_in(current_ambassador(), attempt.module_id)
    return render_template(
        "ambassadors/training/result.html",
        attempt=attempt,
        row=row,
        review=answered,
        right=sum(item.is_right for item in answered),
        needed=progress.needed(attempt.module, len(answered)),
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
    """Keep an answer; a question that is answered already shows its first answer.

    An arrow pressed in an order is no answer yet: the page comes back in the other order.
    """
    attempt = queries.get_attempt(current_ambassador(), attempt_id, lock=True)
    question = question_of(attempt.module, question_id)
    form = answer_form(question, attempt.id)
    if not progress.answer_to(question, attempt):
        if request.form.get("move") or not form.validate_on_submit():
            return question_page(attempt, question, form)
        operations.answer(attempt, question, form.given())
        db.session.commit()
    return redirect(url_for(".show_question", attempt_id=attempt_id, question_id=question_id))


def question_of(module: Module, question_id: uuid.UUID) -> Question:
    """Return one of a module's questions; another one is not found."""
    return queries.one_of(module.questions, question_id)


def question_page(
    attempt: QuizAttempt, question: Question, form: AnswerForm | None = None
) -> ResponseReturnValue:
    """Return the page of one question, before or after it was answered."""
    asked = [x for x in attempt.module.questions if not is_carried(x, attempt)]
    given = progress.answer_to(question, attempt)
    page: dict[str, Any] = {
        "attempt": attempt,
        "question": question,
        "number": asked.index(question) + 1 if question in asked else 1,
        "total": max(len(asked), 1),
        "links": Links(),
        "owner": owner_on_device(current_ambassador()),
    }
    if given is None:
        form = form or answer_form(question, attempt.id)
        return render_template("ambassadors/training/question.html", form=form, **page)
    return render_template(
        "ambassadors/training/answered.html",
        item=review(question, given),
        right=progress.right_answers(attempt.answers),
        answered=len(attempt.answers),
        waiting=progress.next_question(attempt.module, attempt),
        **page,
    )


def is_carried(question: Question, attempt: QuizAttempt) -> bool:
    """Say whether a question was right the time before, so that it is not asked now."""
    given = progress.answer_to(question, attempt)
    return given is not None and given.is_carried
