"""What an organiser sees and changes of a cohort's training."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from ambassadors import queries as cohort_queries
from ambassadors.models import Cohort
from ambassadors.training import editing, queries
from ambassadors.training.forms import LessonForm, ModuleForm, QuestionForm, question_form
from ambassadors.training.models import Lesson, Module, Question
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local_date
from core.forms import show_error

bp = Blueprint(
    "training_organiser",
    __name__,
    url_prefix="/o/<slug:organisation>/cohorts/<uuid:cohort_id>/training",
)


def get_cohort(cohort_id: uuid.UUID) -> Cohort:
    """Return one of this organisation's cohorts."""
    return cohort_queries.get_cohort(current_organisation().id, cohort_id)


def get_module(cohort_id: uuid.UUID, module_id: uuid.UUID) -> Module:
    """Return one module of one of this organisation's cohorts."""
    return queries.get_module(get_cohort(cohort_id).id, module_id)


def here(cohort_id: uuid.UUID, **more: uuid.UUID) -> dict[str, Any]:
    """Return the arguments of every address about a cohort's training."""
    return {"organisation": current_organisation().slug, "cohort_id": cohort_id, **more}


def goes_up() -> bool:
    """Say which way the pressed arrow points."""
    return request.form.get("way") == "up"


@bp.get("")
@open_to(Audience.ORGANISER)
def list_modules(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Show the modules of a cohort and how many have passed each."""
    cohort = get_cohort(cohort_id)
    today = local_date(utcnow(), cohort.organisation.timezone)
    return render_template(
        "ambassadors/training/list.html",
        cohort=cohort,
        rows=queries.module_rows(cohort),
        active=cohort_queries.count_people(cohort, today).active,
    )


@bp.route("/new", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def add_module(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Add a module; lessons and questions follow on its own page."""
    cohort = get_cohort(cohort_id)
    form = ModuleForm()
    if form.validate_on_submit():
        try:
            module = editing.add_module(cohort, form.text(), actor=signed_in_user())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("The module is added. Write its first lesson."), "success")
            return redirect(url_for(".edit_module", **here(cohort_id, module_id=module.id)))
    return render_template("ambassadors/training/new_module.html", cohort=cohort, form=form)


@bp.route("/<uuid:module_id>", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_module(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID
) -> ResponseReturnValue:
    """Show a module's lessons and questions, and change its words and rules."""
    module = get_module(cohort_id, module_id)
    form = ModuleForm(obj=module)
    if form.validate_on_submit():
        try:
            editing.edit_module(module, form.text(), actor=signed_in_user())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".edit_module", **here(cohort_id, module_id=module_id)))
    return render_template(
        "ambassadors/training/edit_module.html", cohort=module.cohort, module=module, form=form
    )


@bp.post("/<uuid:module_id>/position")
@open_to(Audience.ORGANISER)
def move_module(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID
) -> ResponseReturnValue:
    """Move a module one place up or down."""
    modules = queries.modules_of(get_cohort(cohort_id).id)
    module = queries.one_of(modules, module_id)
    editing.move(module, modules, up=goes_up(), actor=signed_in_user())
    db.session.commit()
    return redirect(url_for(".list_modules", **here(cohort_id)))


@bp.route("/<uuid:module_id>/lessons/new", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def add_lesson(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID
) -> ResponseReturnValue:
    """Write a new lesson."""
    return lesson_page(get_module(cohort_id, module_id), None)


@bp.route("/<uuid:module_id>/lessons/<uuid:lesson_id>", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_lesson(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID, lesson_id: uuid.UUID
) -> ResponseReturnValue:
    """Rewrite a lesson."""
    lesson = queries.get_lesson(get_cohort(cohort_id).id, module_id, lesson_id)
    return lesson_page(lesson.module, lesson)


def lesson_page(module: Module, lesson: Lesson | None) -> ResponseReturnValue:
    """Show and save a lesson; "see how it looks" shows it without saving."""
    form = LessonForm(obj=lesson)
    if form.validate_on_submit() and not form.look.data:
        try:
            if lesson is None:
                lesson = editing.add_lesson(module, form.text(), actor=signed_in_user())
            else:
                editing.edit_lesson(lesson, form.text(), actor=signed_in_user())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("The lesson is saved."), "success")
            place = here(module.cohort_id, module_id=module.id, lesson_id=lesson.id)
            return redirect(url_for(".edit_lesson", **place))
    return render_template(
        "ambassadors/training/edit_lesson.html",
        cohort=module.cohort,
        module=module,
        lesson=lesson,
        form=form,
    )


@bp.post("/<uuid:module_id>/lessons/<uuid:lesson_id>/position")
@open_to(Audience.ORGANISER)
def move_lesson(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID, lesson_id: uuid.UUID
) -> ResponseReturnValue:
    """Move a lesson one place up or down."""
    module = get_module(cohort_id, module_id)
    lesson = queries.one_of(module.lessons, lesson_id)
    editing.move(lesson, module.lessons, up=goes_up(), actor=signed_in_user())
    db.session.commit()
    return redirect(url_for(".edit_module", **here(cohort_id, module_id=module_id)))


@bp.get("/<uuid:module_id>/lessons/<uuid:lesson_id>/preview")
@open_to(Audience.ORGANISER)
def preview_lesson(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID, lesson_id: uuid.UUID
) -> ResponseReturnValue:
    """Show a lesson the way an ambassador sees it."""
    lesson = queries.get_lesson(get_cohort(cohort_id).id, module_id, lesson_id)
    lessons = lesson.module.lessons
    return render_template(
        "ambassadors/training/lesson.html",
        lesson=lesson,
        number=lessons.index(lesson) + 1,
        total=len(lessons),
        is_preview=True,
        back_url=url_for(
            ".edit_lesson", **here(cohort_id, module_id=module_id, lesson_id=lesson_id)
        ),
    )


@bp.route("/<uuid:module_id>/questions/new", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def add_question(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID
) -> ResponseReturnValue:
    """Write a new question."""
    return question_page(get_module(cohort_id, module_id), None)


@bp.route("/<uuid:module_id>/questions/<uuid:question_id>", methods=["GET", "POST"])
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
                editing.add_question(module, form.text(), actor=signed_in_user())
            else:
                editing.edit_question(question, form.text(), actor=signed_in_user())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("The question is saved."), "success")
            place = here(module.cohort_id, module_id=module.id)
            return redirect(url_for(".edit_module", **place))
    return render_template(
        "ambassadors/training/edit_question.html",
        cohort=module.cohort,
        module=module,
        question=question,
        form=form,
    )


@bp.post("/<uuid:module_id>/questions/<uuid:question_id>/position")
@open_to(Audience.ORGANISER)
def move_question(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID, question_id: uuid.UUID
) -> ResponseReturnValue:
    """Move a question one place up or down."""
    module = get_module(cohort_id, module_id)
    question = queries.one_of(module.questions, question_id)
    editing.move(question, module.questions, up=goes_up(), actor=signed_in_user())
    db.session.commit()
    return redirect(url_for(".edit_module", **here(cohort_id, module_id=module_id)))
