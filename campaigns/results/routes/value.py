"""What a campaign gave for what it cost, for those who read its results."""

import uuid

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from accounts.session import current_memberships, current_organisation
from accounts.units.queries import units_read_by
from campaigns import permissions
from campaigns.costs import queries as costs
from campaigns.costs.kroner import kroner
from campaigns.results import labels, queries, value
from core.access import Audience, open_to, require

bp = Blueprint("results_value", __name__, url_prefix="/o/<slug:organisation>/results")


@bp.get("/<uuid:campaign_id>/value")
@open_to(Audience.READER)
def show_value(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Show costs, hours, and what a confirmed outcome has cost as a range."""
    campaign = queries.get_campaign(current_organisation().id, campaign_id)
    require(permissions.can_read_results(current_memberships(), campaign))
    require(units_read_by(current_memberships()) is None)  # costs are the whole campaign's
    rate = value.Rate(request.args.get("rate", "").strip())
    account = value.Account(costs.spent_on(campaign), costs.given_to(campaign), rate)
    rows = value.values_of(campaign, queries.confirmed_by_goal(campaign.id), account.in_all)
    return render_template(
        "campaigns/results/value.html",
        campaign=campaign,
        account=account,
        rate=rate,
        rows=rows,
        lead=next((row for row in rows if row.value.low), None),
        kroner=kroner,
        behind=labels.BEHIND,
    )
