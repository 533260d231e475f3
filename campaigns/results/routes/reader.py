"""Results of the campaigns a reader has been given."""

import uuid
from math import ceil

from flask import Blueprint, Response, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from accounts.enums import Role
from accounts.session import current_memberships, current_organisation
from accounts.trail.noting import note_export
from accounts.units.queries import units_read_by
from campaigns import permissions
from campaigns import queries as campaign_queries
from campaigns.models import Campaign
from campaigns.outcomes.official.queries import figures_of
from campaigns.results import exports, labels, queries, report, wording
from campaigns.results.letters.queries import letter_of
from core.access import Audience, open_to, require
from core.db import utcnow
from core.formats import local

bp = Blueprint("results_reader", __name__, url_prefix="/o/<slug:organisation>/results")
ROWS = 50


@bp.get("")
@open_to(Audience.READER)
def list_campaigns(organisation: str) -> ResponseReturnValue:
    """List the campaigns this person may read, each with its answer."""
    campaigns = campaign_queries.readable_campaigns(current_memberships())
    is_part = units_read_by(current_memberships()) is not None
    return render_template(
        "campaigns/results/campaigns.html",
        campaigns=campaigns,
        progress={} if is_part else report.progress_by_goal(campaigns),
        labels=labels,
        letter=_letter(),
        meanings=wording.MEANINGS,
    )


def _letter() -> str:
    """Return whether a reader gets the monthly mail: "yes", "no", or nothing for other roles."""
    own = next((one for one in current_memberships() if one.role is Role.READER), None)
    if own is None:
        return ""
    letter = letter_of(own)
    return "no" if letter and letter.declined_at else "yes"


@bp.get("/<uuid:campaign_id>")
@open_to(Audience.READER)
def show_campaign(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Show goals, ladder, weeks, units and one row per ambassador."""
    campaign, units = _readable(campaign_id), units_read_by(current_memberships())
    found = report.report_for(campaign, units, local(utcnow()).date())
    pages = max(ceil(found.activity.ambassadors / ROWS), 1)
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return render_template(
        "campaigns/results/campaign.html",
        report=found,
        rows=list(queries.ambassador_rows(campaign, units, limit=ROWS, offset=(page - 1) * ROWS)),
        is_part=units is not None,
        figures=figures_of(campaign.id),
        page=page,
        pages=pages,
        rows_shown=ROWS,
        labels=labels,
        headings=exports.headings(),
        meanings=wording.MEANINGS,
    )


@bp.get("/<uuid:campaign_id>/ambassadors.csv")
@open_to(Audience.READER)
def download_csv(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out the page's rows as a file."""
    campaign = _readable(campaign_id)
    note_export("results_exported", campaign=campaign.id)
    units = units_read_by(current_memberships())
    lines = exports.csv_lines(queries.ambassador_rows(campaign, units))
    response = Response(stream_with_context(lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{campaign.slug}.csv"'
    return response


def _readable(campaign_id: uuid.UUID) -> Campaign:
    campaign = queries.get_campaign(current_organisation().id, campaign_id)
    require(permissions.can_read_results(current_memberships(), campaign))
    return campaign
