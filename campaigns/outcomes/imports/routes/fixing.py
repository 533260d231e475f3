"""The rows of a list that cannot be counted as they are: put right here, or taken along."""

import uuid

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from campaigns.outcomes.imports import operations, queries, reading, shown
from campaigns.outcomes.imports.enums import TO_FIX
from campaigns.outcomes.imports.judging import Judged, Told, judge
from campaigns.outcomes.imports.models import OutcomeImport
from campaigns.outcomes.imports.routes.organiser import found_campaign, found_list
from campaigns.outcomes.queries import codes_of
from core.access import Audience, open_to
from core.db import db
from core.downloads import csv_file
from core.errors import DomainError
from core.lists import one_line

bp = Blueprint(
    "outcome_fixes",
    __name__,
    url_prefix="/o/<slug:organisation>/campaigns/<uuid:campaign_id>/outcomes/lists",
)
LONGEST_TYPED = 200


@bp.post("/<uuid:import_id>/fixes")
@open_to(Audience.ORGANISER)
def mend(organisation: str, campaign_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    """Put right the rows that were changed on the page; the rest stay as they are."""
    import_ = found_list(campaign_id, import_id)
    try:
        mended = _mended(import_)
        operations.mend(import_, mended)
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    else:
        good = sum(row.fate not in TO_FIX for row in mended.values())
        words = ngettext("%(num)d row was put right.", "%(num)d rows were put right.", good)
        flash(words if good else _("No row was put right."), "success" if good else "warn")
    return redirect(
        url_for(
            "outcome_lists.show",
            organisation=organisation,
            campaign_id=campaign_id,
            import_id=import_id,
            show="to_fix" if queries.rows_with(import_, TO_FIX) else None,
        )
    )


def _mended(import_: OutcomeImport) -> dict[int, Judged]:
    """Judge the rows again of which something was typed; a field that is not there stays."""
    rules, found = reading.rules_of(import_), {}
    for row in queries.rows_with(import_, TO_FIX):
        typed = {
            name: one_line(request.form[f"{name}-{row.number}"])[:LONGEST_TYPED]
            for name in Told._fields
            if f"{name}-{row.number}" in request.form
        }
        told = Told(row.reference, row.code, row.status, row.date)._replace(**typed)
        if told != (row.reference, row.code, row.status, row.date):
            found[row.number] = judge(row.number, told, rules)
    return found


@bp.get("/<uuid:import_id>/fix-list.csv")
@open_to(Audience.ORGANISER)
def download(
    organisation: str, campaign_id: uuid.UUID, import_id: uuid.UUID
) -> ResponseReturnValue:
    """Hand out the rows that cannot be counted, each with its number and the reason."""
    import_ = found_list(campaign_id, import_id)
    rows = [shown.cells(row) for row in queries.rows_with(import_, TO_FIX)]
    return _csv(shown.headings(), rows, _("to-put-right"))


@bp.get("/example.csv")
@open_to(Audience.ORGANISER)
def download_example(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out a short list as it should look, with one of the campaign's own codes."""
    codes = sorted(codes_of(found_campaign(campaign_id)))
    headings, rows = shown.example(codes[0] if codes else "ABC234")
    return _csv(headings, rows, _("example"))


def _csv(headings: list[str], rows: list[list[object]], name: str) -> Response:
    return csv_file(headings, rows, f"{name}.csv")
