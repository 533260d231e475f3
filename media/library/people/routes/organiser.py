"""The organiser's register of people in pictures: who they are, and what is asked of them."""

import uuid
from base64 import b64encode

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from ambassadors.queries import units_of
from core import mail, qr
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.extensions import limiter
from core.forms import filled, show_error
from media.library.people import age, operations, pages, queries
from media.library.people.consents import notifications
from media.library.people.consents import operations as consent_operations
from media.library.people.consents.forms import question_form
from media.library.people.enums import GivenBy
from media.library.people.errors import InNoPicture, NobodyToWriteTo
from media.library.people.forms import PersonForm
from media.library.people.models import Person
from media.library.people.withdrawals import operations as withdrawals

bp = Blueprint("people_organiser", __name__, url_prefix="/o/<slug:organisation>/library/people")


QUESTIONS = "6 per hour"  # to one person, whoever asks


def _has_been_asked(response: Response) -> bool:
    return response.status_code == 302


def get_person(person_id: uuid.UUID) -> Person:
    """Return somebody in the organisation's register."""
    return queries.get_person(current_organisation().id, person_id)


def _person_form() -> PersonForm:
    form = PersonForm()
    form.offer_units(units_of(current_organisation().id))
    return form


def to_person(organisation: str, person: Person) -> ResponseReturnValue:
    """Lead back to somebody's page."""
    return redirect(
        url_for("people_organiser.show_person", organisation=organisation, person_id=person.id)
    )


@bp.get("")
@open_to(Audience.ORGANISER)
def list_people(organisation: str) -> ResponseReturnValue:
    """Show the register."""
    return pages.register_page()


@bp.route("/new", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def add_person(organisation: str) -> ResponseReturnValue:
    """Put somebody into the register."""
    form = _person_form()
    if form.validate_on_submit():
        try:
            person = operations.add_person(
                current_organisation(), form.details(), actor=signed_in_user()
            )
        except DomainError as error:
            show_error(form, error)
        else:
            db.session.commit()
            return to_person(organisation, person)
    return render_template("media/library/people/edit.html", form=form, person=None)


@bp.get("/<uuid:person_id>")
@open_to(Audience.ORGANISER)
def show_person(organisation: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Show one person: their pictures, and what they have agreed to."""
    return pages.person_page(get_person(person_id))


@bp.route("/<uuid:person_id>/details", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_person(organisation: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Change what the register holds about somebody."""
    person, form = get_person(person_id), _person_form()
    if form.validate_on_submit():
        operations.edit_person(person, form.details(), actor=signed_in_user())
        db.session.commit()
        flash(_("Saved."), "success")
        return to_person(organisation, person)
    if not form.errors:
        form.fill_in(person)
    return render_template("media/library/people/edit.html", form=form, person=person)


@bp.post("/<uuid:person_id>/question")
@open_to(Audience.ORGANISER)
@limiter.limit(
    QUESTIONS,
    key_func=lambda: f"asked {(request.view_args or {})['person_id']}",
    deduct_when=_has_been_asked,
)
def ask(organisation: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Send somebody, or their guardian, the link to their own page."""
    person, today = get_person(person_id), pages.today()
    form, address = question_form(person, today, is_sent=True), age.address_of(person, today)
    if form.validate_on_submit() and address and person.appearances:
        token = consent_operations.ask(
            person,
            channels=filled(form.channels.data),
            until=filled(form.until.data),
            on=today,
            actor=signed_in_user(),
        )
        notifications.send_question(person, token, to=address, on=today)
        db.session.commit()
        flash(_("The question is on its way to %(address)s.", address=address), "success")
        return to_person(organisation, person)
    if not person.appearances:
        form.form_errors.append(InNoPicture().message)
    elif not address:
        form.form_errors.append(NobodyToWriteTo().message)
    return pages.person_page(person, question=form), 422


@bp.post("/<uuid:person_id>/link")
@open_to(Audience.ORGANISER)
def show_link(organisation: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Make a link to open on the person's own phone, and show it this once."""
    person, today = get_person(person_id), pages.today()
    form = question_form(person, today, is_sent=True)
    if not form.validate_on_submit() or not person.appearances:
        form.form_errors.extend([] if person.appearances else [InNoPicture().message])
        return pages.person_page(person, question=form), 422
    token = consent_operations.ask(
        person,
        channels=filled(form.channels.data),
        until=filled(form.until.data),
        on=today,
        actor=signed_in_user(),
        was_shown=True,
    )
    db.session.commit()
    return _link_page(person, token)


def _link_page(person: Person, token: str) -> Response:
    """Return the page with a link; no redirect to it, since the link must be nowhere else."""
    address = mail.external_url("consents_public.show_pictures", token=token)
    response = Response(
        render_template(
            "media/library/people/link.html",
            person=person,
            address=address,
            code=b64encode(qr.qr_svg(address)).decode(),
            by_guardian=age.needs_guardian(person, pages.today()),
        )
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/<uuid:person_id>/withdrawal")
@open_to(Audience.ORGANISER)
def withdraw(organisation: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Take somebody's yes back for them, because they have asked by letter or telephone."""
    person = get_person(person_id)
    if withdrawals.withdraw_all(person, way=GivenBy.PAPER, actor=signed_in_user()):
        _confirm_no(person)
    db.session.commit()
    flash(_("The pictures are out of use. Those who fetched them are being told."), "success")
    return to_person(organisation, person)


def _confirm_no(person: Person) -> None:
    today = pages.today()
    address = age.address_of(person, today)
    if address:
        token = operations.new_link(person, is_guardian=age.needs_guardian(person, today))
        notifications.confirm_no(person, token, to=address)


@bp.post("/<uuid:person_id>/erasure")
@open_to(Audience.ORGANISER)
def erase_person(organisation: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Erase somebody from the register before their time is up."""
    person = get_person(person_id)
    try:
        operations.erase_person(person, on=pages.today())
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
        return redirect(url_for(".show_person", organisation=organisation, person_id=person_id))
    db.session.commit()
    flash(_("They are erased. The marks in the pictures stay without a name."), "success")
    return redirect(url_for(".list_people", organisation=organisation))
