"""What an organiser writes in a quiz."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import signed_in_user
from ambassadors.routes.cohort import get_cohort, here
from ambassadors.training import editing, queries, question_editing, removal
from ambassadors.training.forms import QuestionForm, question_form
from ambassadors.training.models import Module, Question
from ambassadors.training.routes.organiser import (
    get_module,
    goes_up,
    in_sent_order,
    module_address,
    removal_page,
)
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.forms import show_error

bp = Blueprint(
    "training_questions",
    __name__,
    url_prefix="/o/<slug:organisation>/cohorts/<uuid:cohort_id>/training/<uuid:module_id>/questions",
)


@bp.route("/new", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def add_question(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID
) -> ResponseReturnValue:
    """Write a new question."""
    return question_page(get_module(cohort_id, module_id), None)


@bp.route("/<uuid:question_id>", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_question(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID, question_id: uuid.UUID
) -> ResponseReturnValue:
    """Rewrite a question and its answers."""
    question = queries.get_question(get_cohort(cohort_id).id, module_id, question_id)
    return question_page(question.module, question)


def question_page(module: Module, question: Question | None) -> ResponseReturnValue:
    """Show and save a question with its answers."""
    form = question_form(question) if question else QuestionForm()
    if form.validate_on_submit():
        try:
            if question is None:
                question_editing.add_question(module, form.text(), actor=signed_in_user())
            else:
                question_editing.edit_question(question, form.text(), actor=signed_in_user())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("The question is saved."), "success")
            return redirect(module_address(module.cohort_id, module.id))
    return render_template(
        "ambassadors/training/edit_question.html",
        cohort=module.cohort,
        module=module,
        question=question,
        form=form,
    )


@bp.post("/<uuid:question_id>/position")
@open_to(Audience.ORGANISER)
def move_question(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID, question_id: uuid.UUID
) -> ResponseReturnValue:
    """Move a question one place up or down."""
    module = get_module(cohort_id, module_id)
    question = queries.one_of(module.questions, question_id)
    editing.move(question, module.questions, up=goes_up(), actor=signed_in_user())
    db.session.commit()
    return redirect(module_address(cohort_id, module_id))


@bp.post("/order")
@open_to(Audience.ORGANISER)
def order_questions(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID
) -> ResponseReturnValue:
    """Put the questions in the order they were dragged into."""
    module = get_module(cohort_id, module_id)
    order = in_sent_order(module.questions)
    editing.put_in_order(module.questions, order, actor=signed_in_user())
    db.session.commit()
    return redirect(module_address(cohort_id, module_id))


@bp.route("/<uuid:question_id>/removal", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def remove_question(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID, question_id: uuid.UUID
) -> ResponseReturnValue:
    """Ask once more, then take a question out of the quiz."""
    question = queries.get_question(get_cohort(cohort_id).id, module_id, question_id)
    if request.method == "POST":
        removal.remove(question, actor=signed_in_user())
        db.session.commit()
        flash(_("The question is out of the quiz."), "success")
        return redirect(module_address(cohort_id, module_id))
    place = here(cohort_id, module_id=module_id, question_id=question_id)
    return removal_page(question.module, question, back=url_for(".edit_question", **place))
