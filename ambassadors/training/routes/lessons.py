"""What an organiser writes in a lesson: its words, its picture, its film."""

import tempfile
import uuid
from pathlib import Path
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from ambassadors.routes.cohort import get_cohort, here
from ambassadors.training import editing, lesson_files, queries, removal
from ambassadors.training.forms import FilmForm, LessonForm, lesson_form
from ambassadors.training.models import Lesson, Module
from ambassadors.training.pages import PreviewLinks, film_of, picture_of
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
from core.pictures import working_folder

bp = Blueprint(
    "training_lessons",
    __name__,
    url_prefix="/o/<slug:organisation>/cohorts/<uuid:cohort_id>/training/<uuid:module_id>/lessons",
)
PREVIEW = "ambassadors/training/_lesson_preview.html"


def get_lesson(cohort_id: uuid.UUID, module_id: uuid.UUID, lesson_id: uuid.UUID) -> Lesson:
    """Return one lesson of one of this organisation's cohorts."""
    return queries.get_lesson(get_cohort(cohort_id).id, module_id, lesson_id)


def place_of(lesson: Lesson) -> dict[str, Any]:
    """Return the arguments of every address about a lesson."""
    module = lesson.module
    return here(module.cohort_id, module_id=module.id, lesson_id=lesson.id)


@bp.route("/new", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def add_lesson(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID
) -> ResponseReturnValue:
    """Write a new lesson."""
    return lesson_page(get_module(cohort_id, module_id), None)


@bp.route("/<uuid:lesson_id>", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_lesson(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID, lesson_id: uuid.UUID
) -> ResponseReturnValue:
    """Rewrite a lesson."""
    lesson = get_lesson(cohort_id, module_id, lesson_id)
    return lesson_page(lesson.module, lesson)


@bp.post("/look")
@open_to(Audience.ORGANISER)
def look_at_lesson(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID
) -> ResponseReturnValue:
    """Answer with how the words in the form look; nothing is saved."""
    get_module(cohort_id, module_id)
    if "HX-Request" not in request.headers:  # a piece of a page is nothing to look at by itself
        return redirect(module_address(cohort_id, module_id))
    return render_template(PREVIEW, form=LessonForm())


def lesson_page(module: Module, lesson: Lesson | None) -> ResponseReturnValue:
    """Show and save a lesson; "see how it looks" shows it without saving."""
    form = lesson_form(lesson)
    if form.validate_on_submit() and not form.look.data:
        try:
            saved = save_lesson(module, lesson, form)
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("The lesson is saved."), "success")
            return redirect(url_for(".edit_lesson", **place_of(saved)))
    links = PreviewLinks(current_organisation().slug, module.cohort_id)
    return render_template(
        "ambassadors/training/edit_lesson.html",
        cohort=module.cohort,
        module=module,
        lesson=lesson,
        picture=picture_of(lesson, links) if lesson else None,
        form=form,
    )


def save_lesson(module: Module, lesson: Lesson | None, form: LessonForm) -> Lesson:
    """Save the words and the picture of a lesson, new or old."""
    content, text, actor = form.sent_picture(), form.text(), signed_in_user()
    stays = lesson is not None and lesson.picture_id is not None and not form.without_picture.data
    has_picture = bool(content) or stays
    stored = None
    if content:
        editing.check_lesson(text, has_picture=has_picture)
        db.session.commit()  # nobody waits for the database while a file is stored
        stored = lesson_files.store_picture(content)
    if lesson is None:
        lesson = editing.add_lesson(module, text, has_picture=has_picture, actor=actor)
    else:
        editing.edit_lesson(lesson, text, has_picture=has_picture, actor=actor)
    if stored:
        picture = lesson_files.take_picture(module.cohort, stored)
        lesson_files.set_picture(lesson, picture, actor=actor)
    elif lesson.picture is not None and form.without_picture.data:
        lesson_files.set_picture(lesson, None, actor=actor)
    return lesson


@bp.route("/<uuid:lesson_id>/film", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_film(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID, lesson_id: uuid.UUID
) -> ResponseReturnValue:
    """Give a lesson a film with captions and a transcript."""
    lesson = get_lesson(cohort_id, module_id, lesson_id)
    form = FilmForm(obj=lesson.video)
    if form.validate_on_submit():
        try:
            save_film(lesson, form)
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("The film is saved."), "success")
            return redirect(url_for(".edit_film", **place_of(lesson)))
    return render_template(
        "ambassadors/training/edit_film.html",
        cohort=lesson.module.cohort,
        module=lesson.module,
        lesson=lesson,
        form=form,
        film=film_of(lesson, PreviewLinks(organisation, cohort_id)),
    )


def save_film(lesson: Lesson, form: FilmForm) -> None:
    """Keep the sent film on this machine while it is looked at and stored."""
    sent, words = form.film.data, form.text(lesson.video)
    with tempfile.TemporaryDirectory(dir=working_folder()) as folder:
        path = Path(folder) / "film"
        if is_sent := bool(sent and getattr(sent, "filename", "")):
            sent.save(path)
            lesson_files.check_words(words)
            db.session.commit()  # nobody waits for the database while a file is stored
        film = lesson_files.store_film(path) if is_sent else None
    lesson_files.set_film(lesson, film, words, actor=signed_in_user())


@bp.post("/<uuid:lesson_id>/film/removal")
@open_to(Audience.ORGANISER)
def remove_film(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID, lesson_id: uuid.UUID
) -> ResponseReturnValue:
    """Take the film out of a lesson."""
    lesson = get_lesson(cohort_id, module_id, lesson_id)
    lesson_files.remove_film(lesson, actor=signed_in_user())
    db.session.commit()
    flash(_("The film is out of the lesson."), "success")
    return redirect(url_for(".edit_lesson", **place_of(lesson)))


@bp.post("/<uuid:lesson_id>/position")
@open_to(Audience.ORGANISER)
def move_lesson(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID, lesson_id: uuid.UUID
) -> ResponseReturnValue:
    """Move a lesson one place up or down."""
    module = get_module(cohort_id, module_id)
    lesson = queries.one_of(module.lessons, lesson_id)
    editing.move(lesson, module.lessons, up=goes_up(), actor=signed_in_user())
    db.session.commit()
    return redirect(module_address(cohort_id, module_id))


@bp.post("/order")
@open_to(Audience.ORGANISER)
def order_lessons(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID
) -> ResponseReturnValue:
    """Put the lessons in the order they were dragged into."""
    module = get_module(cohort_id, module_id)
    editing.put_in_order(module.lessons, in_sent_order(module.lessons), actor=signed_in_user())
    db.session.commit()
    return redirect(module_address(cohort_id, module_id))


@bp.route("/<uuid:lesson_id>/removal", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def remove_lesson(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID, lesson_id: uuid.UUID
) -> ResponseReturnValue:
    """Ask once more, then take a lesson out of its module."""
    lesson = get_lesson(cohort_id, module_id, lesson_id)
    if request.method == "POST":
        removal.remove(lesson, actor=signed_in_user())
        db.session.commit()
        flash(_("The lesson is out of the module."), "success")
        return redirect(module_address(cohort_id, module_id))
    back = url_for(".edit_lesson", **place_of(lesson))
    return removal_page(lesson.module, lesson, back=back)
