"""What an organiser sees and changes of a cohort's training."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import signed_in_user
from ambassadors import people_queries
from ambassadors.routes.cohort import get_cohort, here
from ambassadors.training import editing, queries, removal
from ambassadors.training.editing import Ordered
from ambassadors.training.forms import ModuleForm
from ambassadors.training.models import Module
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


def get_module(cohort_id: uuid.UUID, module_id: uuid.UUID) -> Module:
    """Return one module of one of this organisation's cohorts."""
    return queries.get_module(get_cohort(cohort_id).id, module_id)


def module_address(cohort_id: uuid.UUID, module_id: uuid.UUID) -> str:
    """Return the address of the page on which a module is edited."""
    return url_for("training_organiser.edit_module", **here(cohort_id, module_id=module_id))


def goes_up() -> bool:
    """Say which way the pressed arrow points."""
    return request.form.get("way") == "up"


def in_sent_order(things: list[Ordered]) -> list[Ordered]:
    """Return things as they were dragged; whatever was not named keeps its place behind."""
    wanted = request.form.get("order", "").split(",")
    by_id = {str(thing.id): thing for thing in things}
    named = [by_id.pop(one) for one in dict.fromkeys(wanted) if one in by_id]
    return named + [thing for thing in things if str(thing.id) in by_id]


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
        active=people_queries.count_people(cohort, today).active,
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
            return redirect(module_address(cohort_id, module.id))
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
            return redirect(module_address(cohort_id, module_id))
    return render_template(
        "ambassadors/training/edit_module.html",
        cohort=module.cohort,
        module=module,
        form=form,
        passed=queries.count_passed(module),
        filmed=queries.filmed_lessons(module),
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


@bp.post("/order")
@open_to(Audience.ORGANISER)
def order_modules(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Put the modules in the order they were dragged into."""
    modules = queries.modules_of(get_cohort(cohort_id).id)
    editing.put_in_order(modules, in_sent_order(modules), actor=signed_in_user())
    db.session.commit()
    return redirect(url_for(".list_modules", **here(cohort_id)))


@bp.post("/<uuid:module_id>/retake")
@open_to(Audience.ORGANISER)
def ask_for_retake(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID
) -> ResponseReturnValue:
    """Ask everybody who has passed a module to take it again."""
    module = get_module(cohort_id, module_id)
    try:
        editing.ask_for_retake(module, actor=signed_in_user())
        db.session.commit()
        flash(_("Those who had passed it are asked to take it again."), "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "warn")
    return redirect(module_address(cohort_id, module_id))


@bp.route("/<uuid:module_id>/removal", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def remove_module(
    organisation: str, cohort_id: uuid.UUID, module_id: uuid.UUID
) -> ResponseReturnValue:
    """Ask once more, then take a module out of the training."""
    module = get_module(cohort_id, module_id)
    if request.method == "POST":
        removal.remove(module, actor=signed_in_user())
        db.session.commit()
        flash(_("The module is out of the training."), "success")
        return redirect(url_for(".list_modules", **here(cohort_id)))
    return removal_page(module, module, back=module_address(cohort_id, module_id))


def removal_page(module: Module, thing: Ordered, *, back: str) -> ResponseReturnValue:
    """Return the page that asks whether to take something out."""
    return render_template(
        "ambassadors/training/remove.html",
        cohort=module.cohort,
        module=module,
        thing=thing,
        kind=type(thing).__name__.lower(),
        is_taken=removal.has_traces(thing),
        back=back,
    )
