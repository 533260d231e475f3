"""The owner's pages: people and their roles."""

import uuid
from typing import Any, TypeVar

from blinker import Signal
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts import notifications, operations, queries, sessions
from accounts.forms import AddPersonForm, RolesForm, tidy
from accounts.labels import ROLE_HINTS, ROLE_LABELS
from accounts.limits import added_mails, person_mails
from accounts.models import User
from accounts.session import current_organisation, signed_in_user
from accounts.signals import given_readings_asked, readings_asked, readings_chosen
from accounts.units import operations as unit_operations
from accounts.units import queries as unit_queries
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.forms import SelectChoice, filled, show_error

bp = Blueprint("accounts_owner", __name__, url_prefix="/o/<slug:organisation>")


@bp.get("/people")
@open_to(Audience.OWNER)
def show_people(organisation: str) -> ResponseReturnValue:
    """List who has a role, narrowed by name or address."""
    search = (tidy(request.args.get("q")) or "")[:100]
    people = queries.people(current_organisation(), search)
    return render_template("accounts/people.html", people=people, search=search, labels=ROLE_LABELS)


@bp.route("/people/new", methods=["GET", "POST"])
@added_mails
@open_to(Audience.OWNER)
def add_person(organisation: str) -> ResponseReturnValue:
    """Give somebody a role, and mail them a link to get in."""
    form = with_choices(AddPersonForm())
    if form.validate_on_submit():
        home = current_organisation()
        try:
            user, token = operations.add_person(
                home,
                email=filled(form.email.data),
                name=filled(form.name.data),
                roles=filled(form.roles.data),
                actor=signed_in_user(),
            )
        except DomainError as error:
            show_error(form, error)
        else:
            choose_reading(user, form)
            notifications.send_place(user, home, token=token)
            db.session.commit()
            flash(
                _("%(name)s is added, and a mail is on its way.", name=filled(form.name.data)),
                "success",
            )
            return redirect(url_for(".show_people", organisation=organisation))
    return render_template("accounts/add_person.html", form=form, hints=ROLE_HINTS)


@bp.route("/people/<uuid:user_id>", methods=["GET", "POST"])
@open_to(Audience.OWNER)
def edit_person(organisation: str, user_id: uuid.UUID) -> ResponseReturnValue:
    """Change one person's roles."""
    home, me = current_organisation(), signed_in_user()
    person = queries.get_person(home, user_id)
    form = roles_form(person)
    if form.validate_on_submit():
        try:
            operations.set_roles(home, person.user, filled(form.roles.data), actor=me)
            choose_reading(person.user, form)
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            sign_in_anew(person)
            db.session.commit()
            return redirect(url_for(".show_people", organisation=organisation))
    shown = {"person": person, "hints": ROLE_HINTS, "is_self": user_id == me.id}
    return render_template("accounts/person.html", form=form, **shown)


def sign_in_anew(person: queries.Person) -> None:
    """Give one's own session a new key with one's new roles, and say what others will meet."""
    if person.user.id == signed_in_user().id:
        sessions.rotate()
        flash(_("Saved."), "success")
        return
    said = _(
        "Saved. It counts at once. If %(name)s may do more than before, they sign in once more.",
        name=person.first_name,
    )
    flash(said, "success")


def roles_form(person: queries.Person) -> RolesForm:
    """Return the form about somebody's roles, with what they have."""
    reading = unit_queries.read_by_user(current_organisation(), person.user.id)
    form = RolesForm(
        roles=list(person.roles),
        units=[u.id for u in reading.units] if reading else [],
        campaigns=_answers(given_readings_asked, reading) if reading else [],
    )
    return with_choices(form)


F = TypeVar("F", bound=RolesForm)


def with_choices(form: F) -> F:
    """Let a form offer what there is to read for a results reader."""
    home = current_organisation()
    found = sorted(unit_queries.units(home), key=lambda unit: unit.path)
    form.units.choices = [SelectChoice(unit.id, unit.path) for unit in found]
    form.campaigns.choices = [SelectChoice(*one) for one in _answers(readings_asked, home)]
    return form


def _answers(signal: Signal, about: object) -> list[Any]:
    return [one for _receiver, answer in signal.send(about) for one in answer]


def choose_reading(user: User, form: RolesForm) -> None:
    """Let a results reader read the chosen campaigns and units only."""
    db.session.flush()  # the role may be new
    reading = unit_queries.read_by_user(current_organisation(), user.id)
    if reading:
        actor = signed_in_user()
        chosen = unit_queries.some(current_organisation(), form.units.data or [])
        unit_operations.narrow_reading(reading, chosen, actor=actor)
        readings_chosen.send(reading, ids=form.campaigns.data or [], actor=actor)


@bp.post("/people/<uuid:user_id>/link")
@person_mails
@open_to(Audience.OWNER)
def send_link(organisation: str, user_id: uuid.UUID) -> ResponseReturnValue:
    """Mail somebody again who has not answered yet."""
    user = queries.get_person(current_organisation(), user_id).user
    token = operations.ask_again(current_organisation(), user)
    notifications.send_place(user, current_organisation(), token=token)
    db.session.commit()
    flash(_("A new link is on its way to %(email)s.", email=user.email), "success")
    return redirect(url_for(".edit_person", organisation=organisation, user_id=user_id))


@bp.route("/people/<uuid:user_id>/removal", methods=["GET", "POST"])
@open_to(Audience.OWNER)
def remove_person(organisation: str, user_id: uuid.UUID) -> ResponseReturnValue:
    """Ask once more, then take every role away."""
    person = queries.get_person(current_organisation(), user_id)
    if request.method == "POST":
        operations.remove_person(current_organisation(), person.user, actor=signed_in_user())
        db.session.commit()
        flash(_("%(name)s no longer has a role here.", name=person.name), "success")
        return redirect(url_for(".show_people", organisation=organisation))
    return render_template("accounts/remove_person.html", person=person)
