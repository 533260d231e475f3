"""Who can be recognised in one picture."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from accounts.session import current_organisation, signed_in_user
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.forms import show_error
from core.languages import language
from media.library import queries as library_queries
from media.library.models import Asset
from media.library.people import operations, pages, queries
from media.library.people.errors import InRegisterAlready
from media.library.people.forms import MarkForm, OccasionForm
from media.library.people.models import Person
from media.library.people.operations import PersonDetails

bp = Blueprint(
    "marks_organiser", __name__, url_prefix="/o/<slug:organisation>/library/<uuid:asset_id>/people"
)


def _asset(asset_id: uuid.UUID) -> Asset:
    return library_queries.get_asset(current_organisation().id, asset_id)


def _chosen() -> Person | None:
    """Return whom the form names in the register, if anybody."""
    text = request.form.get("person", "")
    if not text:
        return None
    try:
        return queries.get_person(current_organisation().id, uuid.UUID(text))
    except ValueError as error:
        raise BadRequest from error


@bp.get("")
@open_to(Audience.ORGANISER)
def list_marks(organisation: str, asset_id: uuid.UUID) -> ResponseReturnValue:
    """Show who is marked, and let others be."""
    return pages.marks_page(_asset(asset_id), MarkForm())


@bp.post("")
@open_to(Audience.ORGANISER)
def add_mark(organisation: str, asset_id: uuid.UUID) -> ResponseReturnValue:
    """Mark somebody: from the register, new to it, or not named yet."""
    asset, form = _asset(asset_id), MarkForm()
    if not form.validate_on_submit():
        return pages.marks_page(asset, form), 422
    try:
        person = _chosen() or _new_person(form)
    except InRegisterAlready as error:
        db.session.rollback()
        show_error(form, error)
        return pages.marks_page(_asset(asset_id), form), 422
    with _kept():
        operations.mark(asset, person, place=form.place, actor=signed_in_user())
        flash(_marked(person), "success")
    return _back(organisation, asset_id)


@contextmanager
def _kept() -> Iterator[None]:
    """Keep what is changed inside; of a broken rule only its message is left."""
    try:
        yield
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")


def _marked(person: Person | None) -> str:
    if person is None:
        return str(_("Marked. Say who it is when you know."))
    return str(_("%(name)s is marked.", name=person.name))


def _new_person(form: MarkForm) -> Person | None:
    if not form.name.data:
        return None
    details = PersonDetails(
        name=form.name.data,
        email=(form.email.data or "").lower() or None,
        locale=language(),
        birth_year=form.birth_year.data,
    )
    return operations.add_person(current_organisation(), details, actor=signed_in_user())


@bp.post("/<uuid:mark_id>/name")
@open_to(Audience.ORGANISER)
def name_mark(organisation: str, asset_id: uuid.UUID, mark_id: uuid.UUID) -> ResponseReturnValue:
    """Say who somebody is that was marked without a name."""
    mark = queries.get_mark(current_organisation().id, asset_id, mark_id)
    form = MarkForm()
    if mark.person_id is not None:
        return _back(organisation, asset_id)
    with _kept():
        person = _chosen() or (_new_person(form) if form.validate_on_submit() else None)
        if person is not None:
            operations.name_mark(mark, person)
    return _back(organisation, asset_id)


@bp.post("/<uuid:mark_id>/removal")
@open_to(Audience.ORGANISER)
def remove_mark(organisation: str, asset_id: uuid.UUID, mark_id: uuid.UUID) -> ResponseReturnValue:
    """Take a mark away that was wrong."""
    mark = queries.get_mark(current_organisation().id, asset_id, mark_id)
    with _kept():
        operations.unmark(mark, actor=signed_in_user())
        flash(_("The mark is taken away."), "success")
    return _back(organisation, asset_id)


@bp.post("/occasion")
@open_to(Audience.ORGANISER)
def set_occasion(organisation: str, asset_id: uuid.UUID) -> ResponseReturnValue:
    """Say what the picture was taken at or for."""
    asset, form = _asset(asset_id), OccasionForm()
    if not form.validate_on_submit():
        return pages.marks_page(asset, MarkForm(formdata=None), form), 422
    operations.set_occasion(asset, form.occasion.data or "")
    db.session.commit()
    flash(_("Saved."), "success")
    return _back(organisation, asset_id)


def _back(organisation: str, asset_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for(".list_marks", organisation=organisation, asset_id=asset_id))
