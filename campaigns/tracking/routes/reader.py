"""Where a campaign's clicks come from, day by day and place by place, for its readers."""

import uuid

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from accounts.session import current_memberships, current_organisation
from accounts.units.queries import units_read_by
from ambassadors.people import shown_name
from campaigns import permissions
from campaigns.queries import get_campaign
from campaigns.tracking import queries, spool, visits
from campaigns.tracking.bursts import BURST
from campaigns.tracking.visitors import RULES, RULES_VERSION
from core.access import Audience, open_to, require
from core.settings import Settings

bp = Blueprint("results_reader_clicks", __name__, url_prefix="/o/<slug:organisation>/results")


@bp.get("/<uuid:campaign_id>/clicks")
@open_to(Audience.READER)
def show_clicks(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Show every click of a campaign where it was counted, and what counts as one."""
    campaign = get_campaign(current_organisation().id, campaign_id)
    require(permissions.can_read_results(current_memberships(), campaign))
    units = units_read_by(current_memberships())
    part = queries.part_asked_for(campaign, request.args.get("part", ""), units)
    days = visits.channel_days(campaign, units, part)
    places = visits.by_channel(days)
    settings: Settings = current_app.extensions["settings"]
    return render_template(
        "campaigns/tracking/clicks.html",
        campaign=campaign,
        days=visits.by_day(days),
        places=places,
        sums=visits.summed(places.values()),
        rules=[(used, RULES.get(used.version, "")) for used in visits.rules_used()],
        current=RULES_VERSION,
        current_rules=RULES[RULES_VERSION],
        burst=BURST,
        put_aside=visits.set_aside_in(campaign, units, part),
        name=shown_name(part.ambassador.user.name) if part else "",
        is_part=units is not None,
        is_missing_some=spool.degraded(settings.data / "spool"),
    )
