"""What a campaign gave for what it cost, for those who read its results."""

import uuid

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from accounts.session import current_memberships, current_organisation
from accounts.units.queries import units_read_by
from campaigns import permissions
from campaigns.costs import queries as costs
from campaigns.costs.kroner import LARGEST, kroner, ore_in
from campaigns.results import queries, value
from campaigns.results.ladder import SMALLEST_GROUP
from core.access import Audience, open_to, require

bp = Blueprint("results_value", __name__, url_prefix="/o/<slug:organisation>/results")


@bp.get("/<uuid:campaign_id>/value")
@open_to(Audience.READER)
def show_value(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Show costs, hours, and what a confirmed outcome has cost as a range."""
    campaign = queries.get_campaign(current_organisation().id, campaign_id)
    require(permissions.can_read_results(current_memberships(), campaign))
    require(units_read_by(current_memberships()) is None)  # costs are the whole campaign's
    spent, given = costs.spent_on(campaign), costs.given_to(campaign)
    typed = request.args.get("rate", "").strip()
    rate = ore_in(typed) or 0
    is_shown = given.people >= SMALLEST_GROUP
    extra = value.priced(given.quarters, rate) if is_shown and 0 < rate <= LARGEST else 0
    confirmed = queries.confirmed_by_goal(campaign.id)
    rows = value.values_of(campaign, confirmed, spent.in_all + extra)
    return render_template(
        "campaigns/results/value.html",
        campaign=campaign,
        spent=spent,
        given=given,
        shows_given=is_shown,
        typed=typed,
        is_odd=bool(typed) and not 0 < rate <= LARGEST,
        extra=extra,
        rows=rows,
        lead=next((row for row in rows if row.value.low), None),
        kroner=kroner,
    )
