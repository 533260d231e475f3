"""What kind of dialogue it was, for those who read results. No names, and no question's words."""

import uuid

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from accounts.session import current_memberships
from accounts.units.queries import units_read_by
from campaigns import queries as campaign_queries
from campaigns.results.dialogue import labels, queries
from core.access import Audience, open_to
from core.db import utcnow

bp = Blueprint("dialogue_reader", __name__, url_prefix="/o/<slug:organisation>/results/dialogue")


@bp.get("")
@open_to(Audience.READER)
def show_dialogue(organisation: str) -> ResponseReturnValue:
    """Show what was talked about, what waits for an answer, and what guests said afterwards."""
    campaigns = campaign_queries.readable_campaigns(current_memberships())
    wanted = request.args.get("campaign", type=uuid.UUID)
    chosen = [one for one in campaigns if wanted in (None, one.id)]
    if wanted and not chosen:
        raise NoResultFound
    ids, units = [one.id for one in chosen], units_read_by(current_memberships())
    return render_template(
        "campaigns/results/dialogue/dialogue.html",
        campaigns=campaigns,
        wanted=wanted,
        talked=queries.talked_in(ids, units),
        questions=queries.questions_in(ids, units),
        impressions={} if units is not None else queries.impressions_in(ids),
        is_part=units is not None,
        now=utcnow(),
        labels=labels,
    )
