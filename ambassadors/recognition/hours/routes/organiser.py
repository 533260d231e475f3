"""A cohort's hours: whether they are counted, and their sums. Entries are the ambassadors' own."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import signed_in_user
from accounts.trail.noting import note_export
from ambassadors.people import PEOPLE_PER_PAGE
from ambassadors.recognition.hours import operations, queries
from ambassadors.recognition.hours.quarters import QUARTERS
from ambassadors.routes.cohort import get_cohort
from core.access import Audience, open_to
from core.db import db
from core.downloads import csv_file
from core.paging import Page
from core.slugs import slug_of

bp = Blueprint(
    "hours_organiser", __name__, url_prefix="/o/<slug:organisation>/cohorts/<uuid:cohort_id>/hours"
)


@bp.get("")
@open_to(Audience.ORGANISER)
def list_hours(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Show what each has given in all."""
    cohort = get_cohort(cohort_id)
    total = queries.total_of(cohort)
    page = Page.of(total.people, request.args.get("page", 1, type=int), PEOPLE_PER_PAGE)
    return render_template(
        "ambassadors/recognition/cohort_hours.html",
        cohort=cohort,
        total=total,
        page=page,
        lines=list(queries.lines_of(cohort, limit=PEOPLE_PER_PAGE, offset=page.offset)),
    )


@bp.post("")
@open_to(Audience.ORGANISER)
def count_hours(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Begin or stop counting hours."""
    wanted = request.form.get("wanted") == "yes"
    operations.count_hours(get_cohort(cohort_id), wanted, actor=signed_in_user())
    db.session.commit()
    flash(
        _("Ambassadors can log hours now.") if wanted else _("Hours are no longer counted."),
        "success",
    )
    return redirect(url_for(".list_hours", organisation=organisation, cohort_id=cohort_id))


@bp.get("/hours.csv")
@open_to(Audience.ORGANISER)
def download_csv(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out the same sums for a spreadsheet."""
    cohort = get_cohort(cohort_id)
    note_export("hours_exported", cohort=cohort.id)
    headings = [_("Name"), _("Unit"), _("Days"), _("Hours"), _("Latest day")]
    rows = [
        (line.name, line.unit or "", line.days, _decimal(line.quarters), line.last_on.isoformat())
        for line in queries.lines_of(cohort)
    ]
    return csv_file(headings, rows, f"{slug_of(cohort.name, otherwise='cohort')}-hours.csv")


def _decimal(quarters: int) -> str:
    """Write a number as Danish Excel reads it."""
    return f"{quarters / QUARTERS:.2f}".replace(".", ",")
