"""The board paper of a campaign: on screen, as a PDF and as files."""

import uuid

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from accounts.session import current_memberships
from accounts.trail.noting import note_export
from accounts.units.queries import units_read_by
from campaigns.models import Campaign
from campaigns.results import exports, paper, tables
from campaigns.results.routes.breakdown import eyes, readable
from core.access import Audience, open_to, require
from core.db import utcnow
from core.downloads import attachment
from core.languages import language

bp = Blueprint("results_paper", __name__, url_prefix="/o/<slug:organisation>/results")


def whole(campaign_id: uuid.UUID) -> Campaign:
    """Return a campaign that this person reads all of: a paper is about the whole of it."""
    campaign = readable(campaign_id)
    require(units_read_by(current_memberships()) is None)
    return campaign


@bp.get("/<uuid:campaign_id>/paper")
@open_to(Audience.READER)
def show(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Show the paper, as everybody who gets it sees it."""
    return render_template(
        "campaigns/results/paper.html",
        paper=paper.write(whole(campaign_id), utcnow()),
        said=paper,
        tables=tables,
        runs=not eyes().merged,
    )


@bp.get("/<uuid:campaign_id>/paper.pdf")
@open_to(Audience.READER)
def show_pdf(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out the paper as a PDF."""
    campaign = whole(campaign_id)
    note_export("results_exported", campaign=campaign.id)
    made = paper.draw(paper.write(campaign, utcnow()), language())
    return attachment(made, "application/pdf", f"{campaign.slug}.pdf")


@bp.get("/<uuid:campaign_id>/paper.<any(csv, xlsx):kind>")
@open_to(Audience.READER)
def download(organisation: str, campaign_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    """Hand out the paper's numbers as a file."""
    campaign = whole(campaign_id)
    note_export("results_exported", campaign=campaign.id)
    found = list(paper.sheets(paper.write(campaign, utcnow())))
    return exports.file(f"{campaign.slug}-paper", kind, found)
