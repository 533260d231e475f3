"""My terms: each section saves on its own, a break takes two taps, and so does leaving."""

import uuid
from datetime import date

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from accounts.session import show_for, signed_in_user
from ambassadors import starter_packs
from ambassadors.notices import notice_of
from ambassadors.session import KEY, current_ambassador
from ambassadors.terms import notifications, operations, pauses, queries, sections
from ambassadors.terms.forms import PauseForm
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local_date
from core.forms import filled, show_error

bp = Blueprint("terms_ambassador", __name__, url_prefix="/my")

SECTIONS = (
    'any("topics","rhythm","channels","benefits","language","ranking","guests",'
    '"telling","function","quiet","mail")'
)


def today() -> date:
    """Return the day it is where the organisation is."""
    return local_date(utcnow(), current_ambassador().cohort.organisation.timezone)


@bp.get("/terms")
@open_to(Audience.AMBASSADOR)
def show_terms() -> ResponseReturnValue:
    """Show what one has chosen, to be changed at any time."""
    return terms_page(sections.forms_of(current_ambassador()))


@bp.post(f"/terms/<{SECTIONS}:section>")
@open_to(Audience.AMBASSADOR)
def save_section(section: str) -> ResponseReturnValue:
    """Save one section and say so beside it."""
    forms = sections.forms_of(current_ambassador(), sent=section)
    form = forms[section]
    if not form.validate_on_submit():
        return terms_page(forms, failed=form)
    sections.save(current_ambassador(), form)
    db.session.commit()
    if section == "language":
        session.pop("language", None)  # the person's own choice counts again on this device
    return redirect(url_for(".show_terms", saved=section, _anchor=f"{section}-section"))


def terms_page(
    forms: dict[str, sections.Section], failed: FlaskForm | None = None
) -> ResponseReturnValue:
    """Return the page; a section that could not be saved is open with its error."""
    saved = request.args.get("saved", "")
    return render_template(
        "ambassadors/terms/terms.html",
        ambassador=current_ambassador(),
        forms=forms,
        saved=saved if saved in forms else "",
        pause=pauses.current_or_next(current_ambassador().pauses, today()),
        today=today(),
        functions=starter_packs.load(current_ambassador().cohort.kind).functions,
        places=g.places,
        notice=notice_of(current_ambassador().cohort),
        **({"form": failed} if failed else {}),
    )


@bp.route("/terms/pause", methods=["GET", "POST"])
@open_to(Audience.AMBASSADOR)
def take_pause() -> ResponseReturnValue:
    """Take a break of whole weeks in one tap, or between two dates."""
    form = PauseForm()
    weeks = request.form.get("weeks", type=int)
    if request.method == "POST" and weeks in pauses.SUGGESTED_WEEKS:
        return keep_pause(today(), pauses.last_day(today(), weeks))
    if form.validate_on_submit():
        try:
            return keep_pause(filled(form.starts_on.data), filled(form.ends_on.data))
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
    return render_template(
        "ambassadors/terms/pause.html",
        form=form,
        suggested=[(n, pauses.last_day(today(), n)) for n in pauses.SUGGESTED_WEEKS],
    )


def keep_pause(starts_on: date, ends_on: date) -> ResponseReturnValue:
    """Save a break and go back to the terms."""
    operations.take_pause(current_ambassador(), starts_on=starts_on, ends_on=ends_on, today=today())
    db.session.commit()
    flash(_("Enjoy your break. Nothing is expected of you."), "success")
    return redirect(url_for(".show_terms"))


@bp.post("/terms/pause/end")
@open_to(Audience.AMBASSADOR)
def end_pause() -> ResponseReturnValue:
    """End a break, or drop one that has not begun."""
    operations.end_pause(current_ambassador(), today=today())
    db.session.commit()
    flash(_("Good to have you back."), "success")
    return redirect(url_for(".show_terms"))


@bp.route("/terms/leaving", methods=["GET", "POST"])
@open_to(Audience.AMBASSADOR)
def leave() -> ResponseReturnValue:
    """Say plainly what leaving means; the button does it."""
    ambassador = current_ambassador()
    if request.method == "POST":
        operations.leave(ambassador, at=utcnow())
        notifications.send_farewell(ambassador)
        db.session.commit()
        session.pop(KEY, None)
        return redirect(url_for(".show_goodbye"))
    return render_template(
        "ambassadors/terms/leave.html", cohort=ambassador.cohort, days=operations.UNDO.days
    )


@bp.get("/goodbye")
@open_to(Audience.SIGNED_IN)
def show_goodbye() -> ResponseReturnValue:
    """Say what remains, with a button to undo it for seven days."""
    left = queries.places_left(signed_in_user(), since=utcnow() - operations.UNDO)
    if left:
        show_for(left[0].cohort.organisation)
    return render_template(
        "ambassadors/terms/goodbye.html",
        left=[(place, filled(place.left_at) + operations.UNDO) for place in left],
    )


@bp.post("/goodbye/<uuid:ambassador_id>")
@open_to(Audience.SIGNED_IN)
def come_back(ambassador_id: uuid.UUID) -> ResponseReturnValue:
    """Undo leaving."""
    place = queries.get_place(signed_in_user(), ambassador_id)
    try:
        operations.come_back(place, at=utcnow())
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
        return redirect(url_for(".show_goodbye"))
    session[KEY] = str(ambassador_id)
    flash(_("Good to have you back. Everything is as you left it."), "success")
    return redirect(url_for(".show_terms"))


@bp.get("/places")
@open_to(Audience.AMBASSADOR)
def list_places() -> ResponseReturnValue:
    """Show the cohorts one takes part in."""
    return render_template(
        "ambassadors/terms/places.html", places=g.places, here=current_ambassador()
    )


@bp.post("/places/<uuid:ambassador_id>")
@open_to(Audience.AMBASSADOR)
def choose_place(ambassador_id: uuid.UUID) -> ResponseReturnValue:
    """Act in another of one's cohorts from now on."""
    place = queries.get_active_place(signed_in_user(), ambassador_id)
    session[KEY] = str(place.id)
    flash(_("You are in %(cohort)s now.", cohort=place.cohort.name), "success")
    return redirect(url_for("home_ambassador.show_home"))
