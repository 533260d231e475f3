"""A cohort's diplomas: who has one, who has earned one, and giving them with a thank-you."""

import uuid
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.session import signed_in_user
from ambassadors.models import Cohort
from ambassadors.people import PEOPLE_PER_PAGE
from ambassadors.recognition import notifications, operations, queries
from ambassadors.recognition.forms import ThanksForm
from ambassadors.routes.cohort import get_cohort, here
from core import jobs
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local
from core.forms import show_error
from core.paging import Page

bp = Blueprint(
    "recognition_organiser",
    __name__,
    url_prefix="/o/<slug:organisation>/cohorts/<uuid:cohort_id>/diplomas",
)


def back(cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Return to the list, to the page one came from."""
    page = request.form.get("page", 1, type=int)
    shown = page if page > 1 else None
    return redirect(url_for(".list_diplomas", page=shown, **here(cohort_id)))


def giving(cohort: Cohort) -> dict[str, Any]:
    """Return how far the giving to all has come."""
    return {"cohort": cohort, "job": jobs.latest(operations.GIVING, cohort.id)}


@bp.route("", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def list_diplomas(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Show everybody's diploma, and send one with a thank-you to all who have earned it."""
    cohort, form, today = get_cohort(cohort_id), ThanksForm(), local(utcnow()).date()
    if form.validate_on_submit():
        try:
            me = signed_in_user()
            number = operations.give_to_all(cohort, thanks=form.words(), actor=me, today=today)
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(on_their_way(number), "success")
            return back(cohort_id)
    return render_template(
        "ambassadors/recognition/cohort_diplomas.html",
        form=form,
        waiting=len(queries.due(cohort, today)),
        given=queries.count_given(cohort),
        **people_page(cohort, today),
        **giving(cohort),
    )


def people_page(cohort: Cohort, today: date) -> dict[str, Any]:
    """Return one page of a cohort's people with their diplomas."""
    wanted = request.args.get("page", 1, type=int)
    page = Page.of(queries.count_people(cohort), wanted, PEOPLE_PER_PAGE)
    lines = queries.lines_of(cohort, today, limit=PEOPLE_PER_PAGE, offset=page.offset)
    return {"page": page, "lines": lines}


def on_their_way(number: int) -> str:
    """Say how many get their diploma now."""
    return str(
        ngettext(
            "A thank-you and a diploma are on their way to %(num)s person.",
            "A thank-you and a diploma are on their way to %(num)s people.",
            number,
        )
    )


@bp.get("/progress")
@open_to(Audience.ORGANISER)
def show_progress(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Answer the page's question how far the giving is."""
    cohort = get_cohort(cohort_id)
    if request.headers.get("HX-Request") != "true":
        return back(cohort_id)
    return render_template("ambassadors/recognition/giving_piece.html", **giving(cohort))


@bp.post("/progress")
@open_to(Audience.ORGANISER)
def give_again(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Go on giving everybody theirs, after it went wrong."""
    operations.give_again(get_cohort(cohort_id), actor=signed_in_user())
    db.session.commit()
    return back(cohort_id)


@bp.post("/<uuid:ambassador_id>")
@open_to(Audience.ORGANISER)
def give(organisation: str, cohort_id: uuid.UUID, ambassador_id: uuid.UUID) -> ResponseReturnValue:
    """Give one person a diploma and tell them."""
    ambassador = queries.get_ambassador_in(get_cohort(cohort_id), ambassador_id)
    try:
        diploma = operations.give(ambassador, actor=signed_in_user(), at=utcnow())
        notifications.send_diploma(diploma)
        db.session.commit()
        flash(_("%(name)s has a diploma now.", name=ambassador.user.name), "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "warn")
    return back(cohort_id)


@bp.post("/<uuid:diploma_id>/withdrawal")
@open_to(Audience.ORGANISER)
def withdraw(organisation: str, cohort_id: uuid.UUID, diploma_id: uuid.UUID) -> ResponseReturnValue:
    """Take a diploma back."""
    diploma = queries.get_diploma_in(get_cohort(cohort_id), diploma_id)
    operations.withdraw(diploma, actor=signed_in_user(), at=utcnow())
    db.session.commit()
    flash(_("The diploma is withdrawn. The page of its badge says so."), "success")
    return back(cohort_id)
