"""An ambassador's training: the modules, their lessons and practice, the quiz in ``quiz.py``."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.session import current_ambassador
from ambassadors.training import lesson_files, operations, progress, queries
from ambassadors.training.answer_forms import PracticeForm, practice_form
from ambassadors.training.enums import LessonKind
from ambassadors.training.models import Lesson, PracticeAnswer
from ambassadors.training.pages import Links, film_of, picture_of, shown
from ambassadors.training.views import owner_on_device
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.forms import show_error

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
        owner=owner_on_device(current_ambassador()),
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
        links=Links(),
        replied=queries.replied_lessons(current_ambassador(), module_id),
        owner=owner_on_device(current_ambassador()),
    )


@bp.get("/<uuid:module_id>/lessons/<uuid:lesson_id>")
@open_to(Audience.AMBASSADOR)
def show_lesson(module_id: uuid.UUID, lesson_id: uuid.UUID) -> ResponseReturnValue:
    """Show one lesson and nothing else."""
    lesson = queries.get_lesson(current_ambassador().cohort_id, module_id, lesson_id)
    return lesson_page(lesson)


@bp.post("/<uuid:module_id>/lessons/<uuid:lesson_id>")
@open_to(Audience.AMBASSADOR)
def finish_lesson(module_id: uuid.UUID, lesson_id: uuid.UUID) -> ResponseReturnValue:
    """Remember that the lesson is read and go on to the next."""
    lesson = queries.get_lesson(current_ambassador().cohort_id, module_id, lesson_id)
    operations.finish_lesson(current_ambassador(), lesson)
    db.session.commit()
    return redirect(after(lesson))


@bp.post("/<uuid:module_id>/lessons/<uuid:lesson_id>/practice")
@open_to(Audience.AMBASSADOR)
def answer_practice(module_id: uuid.UUID, lesson_id: uuid.UUID) -> ResponseReturnValue:
    """Send what one has done to the organiser."""
    lesson = queries.get_lesson(current_ambassador().cohort_id, module_id, lesson_id)
    there = queries.find_practice(current_ambassador(), lesson.id)
    form = practice_form(there)
    if lesson.kind is LessonKind.PRACTICE and form.validate_on_submit():
        try:
            _keep_practice(lesson, form, there)
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("Sent. Your organiser writes you a word about it."), "success")
            return redirect(url_for(".show_lesson", module_id=module_id, lesson_id=lesson_id))
    return lesson_page(lesson, form)


def _keep_practice(lesson: Lesson, form: PracticeForm, there: PracticeAnswer | None) -> None:
    key, content = form.sent_key.data or "", form.sent_picture()
    is_repeated = there is not None and there.sent_key == key
    picture = None
    text = form.text.data or ""
    if content and not is_repeated:
        # Before the file is stored: a refusal takes back rows, and would leave the file behind.
        operations.check_practice(lesson.asks, text, has_picture=True)
        cohort, me = lesson.module.cohort, current_ambassador()
        db.session.commit()  # nobody waits for the database while a file is stored
        stored = lesson_files.store_picture(content)
        picture = lesson_files.take_picture(cohort, stored, ambassador=me)
    operations.answer_practice(
        current_ambassador(), lesson, text=text, picture=picture, sent_key=key
    )


def lesson_page(lesson: Lesson, form: PracticeForm | None = None) -> ResponseReturnValue:
    """Return the page of one lesson, with what was practised and said about it."""
    links, lessons = Links(), lesson.module.lessons
    page = {}
    if lesson.kind is LessonKind.PRACTICE:
        there = queries.find_practice(current_ambassador(), lesson.id)
        own = shown(there.picture, links, _("Your picture")) if there and there.picture else None
        page = {"form": form or practice_form(there), "practised": there, "own_picture": own}
    return render_template(
        "ambassadors/training/lesson.html",
        lesson=lesson,
        number=lessons.index(lesson) + 1,
        total=len(lessons),
        picture=picture_of(lesson, links),
        film=film_of(lesson, links),
        links=links,
        onward=after(lesson),
        owner=owner_on_device(current_ambassador()),
        **page,
    )


def after(lesson: Lesson) -> str:
    """Return where one goes from a lesson: to the next one, else back to the module."""
    links = Links()
    later = [x for x in lesson.module.lessons if x.position > lesson.position]
    return links.lesson(later[0]) if later else links.module(lesson.module)
