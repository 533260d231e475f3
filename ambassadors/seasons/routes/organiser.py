"""The turn of the season for an organiser: the next one is copied from this, this one closed."""

import uuid
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import signed_in_user
from ambassadors import people_queries
from ambassadors.enums import CohortStatus
from ambassadors.models import Cohort
from ambassadors.routes.cohort import get_cohort, here
from ambassadors.seasons import copying, operations, queries
from ambassadors.seasons.forms import end_season_form, next_season_form
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local_date
from core.forms import filled, show_error

bp = Blueprint(
    "seasons_organiser", __name__, url_prefix="/o/<slug:organisation>/cohorts/<uuid:cohort_id>"
)


@bp.route("/next-season", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def copy_cohort(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Start the next season from this one. Pressing it twice makes one."""
    cohort = get_cohort(cohort_id)
    form = next_season_form(cohort)
    if form.validate_on_submit():
        try:
            made = copying.copy_cohort(
                cohort,
                name=filled(form.name.data).strip(),
                season_start=filled(form.season_start.data),
                season_end=filled(form.season_end.data),
                actor=signed_in_user(),
            )
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("%(name)s is ready to be looked through.", name=made.name), "success")
            return redirect(url_for("cohorts_organiser.show_cohort", **here(made.id)))
    return render_template("ambassadors/seasons/next_season.html", cohort=cohort, form=form)


@bp.route("/end", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def close_season(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Say what closing the season means, and do it; afterwards show how it goes."""
    cohort = get_cohort(cohort_id)
    end = queries.find_end(cohort)
    form = end_season_form(cohort, end)
    if form.validate_on_submit():
        try:
            operations.close_season(cohort, actor=signed_in_user(), **form.thanks())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("The season is closed. The thanks leave in ten minutes."), "success")
            return redirect(url_for(".close_season", **here(cohort.id)))
    if cohort.status is CohortStatus.ENDED and end:
        return render_template("ambassadors/seasons/ended.html", **closing(cohort))
    return render_template("ambassadors/seasons/end.html", form=form, **before_closing(cohort))


def before_closing(cohort: Cohort) -> dict[str, Any]:
    """Return what the page says that asks whether to close a season."""
    today = local_date(utcnow(), cohort.organisation.timezone)
    people = people_queries.count_people(cohort, today).active
    return {"cohort": cohort, "people": people, "days": operations.UNDO.days}


def closing(cohort: Cohort) -> dict[str, Any]:
    """Return what the page about a closed season says."""
    end = queries.find_end(cohort)
    thanked, people = queries.count_thanked(cohort.id)
    until = end.closed_at + operations.UNDO if end else None
    return {
        "cohort": cohort,
        "end": end,
        "thanked": thanked,
        "people": people,
        "yeses": queries.count_yeses(cohort),
        "undo_until": until if until and until > utcnow() else None,
    }


@bp.get("/end/progress")
@open_to(Audience.ORGANISER)
def show_progress(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Answer the page's question how many have been thanked."""
    cohort = get_cohort(cohort_id)
    if request.headers.get("HX-Request") != "true":
        return redirect(url_for(".close_season", **here(cohort.id)))
    return Response(render_template("ambassadors/seasons/thanks_piece.html", **closing(cohort)))


@bp.post("/end/undoing")
@open_to(Audience.ORGANISER)
def reopen_season(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Open a season again that was closed by mistake."""
    cohort = get_cohort(cohort_id)
    try:
        operations.reopen_season(cohort, actor=signed_in_user())
        db.session.commit()
        flash(_("%(name)s is open again, and everybody is back as they were.", name=cohort.name))
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return redirect(url_for("cohorts_organiser.show_cohort", **here(cohort.id)))
