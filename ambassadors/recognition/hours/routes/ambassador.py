"""My hours: log, change and remove them, in cohorts that want them counted."""

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.models import Ambassador
from ambassadors.recognition.hours import operations, queries
from ambassadors.recognition.hours.forms import HoursForm, entry_form
from ambassadors.recognition.hours.quarters import hours_in
from ambassadors.session import current_ambassador
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local
from core.forms import show_error

bp = Blueprint("hours_ambassador", __name__, url_prefix="/my/hours")
bp.add_app_template_filter(hours_in, "hours")


def counting() -> Ambassador:
    """Return the ambassador where hours are counted, or were while she logged some."""
    ambassador = current_ambassador()
    if not ambassador.cohort.counts_hours and not queries.quarters_of(ambassador):
        abort(404)
    return ambassador


@bp.route("", methods=["GET", "POST"])
@open_to(Audience.AMBASSADOR)
def list_hours() -> ResponseReturnValue:
    """Show what one has logged, and log some more."""
    ambassador, today = counting(), local(utcnow()).date()
    form = HoursForm(data={"day": today})
    if form.validate_on_submit():
        try:
            operations.log_hours(ambassador, form.given(), today=today)
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("The hours are logged."), "success")
            return redirect(url_for(".list_hours"))
    return render_template(
        "ambassadors/recognition/hours.html",
        form=form,
        cohort=ambassador.cohort,
        entries=queries.entries_of(ambassador),
        today=today,
    )


@bp.route("/<uuid:entry_id>", methods=["GET", "POST"])
@open_to(Audience.AMBASSADOR)
def edit_hours(entry_id: uuid.UUID) -> ResponseReturnValue:
    """Change an entry of one's own."""
    ambassador, today = counting(), local(utcnow()).date()
    entry = queries.get_entry(ambassador, entry_id)
    form = entry_form(entry)
    if form.validate_on_submit():
        try:
            operations.edit_hours(ambassador, entry, form.given(), today=today)
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".list_hours"))
    return render_template(
        "ambassadors/recognition/edit_hours.html", form=form, entry=entry, today=today
    )


@bp.post("/<uuid:entry_id>/removal")
@open_to(Audience.AMBASSADOR)
def remove_hours(entry_id: uuid.UUID) -> ResponseReturnValue:
    """Remove an entry of one's own."""
    operations.remove_hours(queries.get_entry(counting(), entry_id))
    db.session.commit()
    flash(_("The entry is removed."), "success")
    return redirect(url_for(".list_hours"))
