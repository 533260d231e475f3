"""Campaigns and their results."""

import uuid

from flask_smorest import Blueprint

from api import queries
from api.answers import say_no_in_json
from api.schemas import CampaignSchema, ResultsSchema
from api.tokens import current_organisation
from campaigns import queries as campaign_queries
from campaigns.models import Campaign
from core.access import Audience, open_to

bp = Blueprint(
    "api_campaigns",
    __name__,
    url_prefix="/api/v1/campaigns",
    description="Campaigns, their goals and what they have brought.",
)
say_no_in_json(bp)


@bp.route("")
@open_to(Audience.API)
@bp.response(200, CampaignSchema(many=True))
def list_campaigns() -> list[Campaign]:
    """List the organisation's campaigns, the latest first."""
    return campaign_queries.list_campaigns(current_organisation().id)


@bp.route("/<uuid:campaign_id>/results")
@open_to(Audience.API)
@bp.response(200, ResultsSchema)
@bp.alt_response(404, description="There is no such campaign in the organisation of the key.")
def show_results(campaign_id: uuid.UUID) -> queries.CampaignResult:
    """Read one campaign's goals and its ladder: click, conversation, sign-up, confirmed."""
    campaign = campaign_queries.get_campaign(current_organisation().id, campaign_id)
    return queries.result_of(campaign)
