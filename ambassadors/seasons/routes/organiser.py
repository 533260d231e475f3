"""The turn of the season for an organiser: the next one is copied from this."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from ambassadors import queries as cohort_queries
from ambassadors.models import Cohort
from ambassadors.seasons import copying
from ambassadors.seasons.forms import next_season_form
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.forms import filled, show_error

bp = Blueprint(
    "seasons_organiser", __name__, url_prefix="/o/<slug:organisation>/cohorts/<uuid:cohort_id>"
)


def get_cohort(cohort_id: uuid.UUID) -> Cohort:
    """Return one of this organisation's cohorts."""
    return cohort_queries.get_cohort(current_organisation().id, cohort_id)


def here(cohort: Cohort) -> dict[str, Any]:
    """Return the arguments of every address about a cohort."""
    return {"organisation": current_organisation().slug, "cohort_id": cohort.id}


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
            return redirect(url_for("cohorts_organiser.show_cohort", **here(made)))
    return render_template("ambassadors/seasons/next_season.html", cohort=cohort, form=form)
