"""Outcomes, told by another system with a key."""

import uuid
from datetime import datetime
from typing import Any

from flask_smorest import Blueprint, abort

from api.answers import say_no_in_json
from api.schemas import OutcomeResultSchema, OutcomeSchema
from api.tokens import current_organisation
from campaigns.models import Campaign, Goal
from campaigns.outcomes.standing import countable
from campaigns.outcomes.webhooks import messages, operations
from campaigns.outcomes.webhooks.messages import Unclear
from campaigns.queries import get_campaign
from core.access import Audience, open_to
from core.db import db, utcnow

bp = Blueprint(
    "api_outcomes",
    __name__,
    url_prefix="/api/v1/campaigns/<uuid:campaign_id>/outcomes",
    description="Sign-ups and what became of them, told by the system where they happen.",
)
say_no_in_json(bp)


@bp.route("", methods=["POST"])
@open_to(Audience.API)
@bp.arguments(OutcomeSchema)
@bp.response(200, OutcomeResultSchema)
@bp.alt_response(404, description="There is no such campaign in the organisation of the key.")
@bp.alt_response(422, description="It cannot be counted; the message says why.")
def tell(data: dict[str, Any], campaign_id: uuid.UUID) -> dict[str, str]:
    """Tell of one outcome. Telling it again is the same as once."""
    campaign = get_campaign(current_organisation().id, campaign_id)
    goal = _goal(campaign, data.pop("goal", None))
    moment = data.pop("occurred_at", None)
    if isinstance(moment, datetime):
        data["occurred_at"] = moment.isoformat()
    try:
        verdict = operations.tell(goal, messages.understand(data, utcnow()))
    except Unclear as unclear:
        abort(422, message=str(unclear.verdict.hint))
    db.session.commit()
    return {"result": verdict.value}


def _goal(campaign: Campaign, wanted: uuid.UUID | None) -> Goal:
    goals = countable(campaign.goals)
    found = [goal for goal in goals if wanted is None or goal.id == wanted]
    return found[0] if found else abort(422, message="The campaign has no such goal to count.")
