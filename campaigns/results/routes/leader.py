"""What leadership sees: totals, and units of five or more. Never a name."""

from datetime import timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from accounts.session import current_organisation
from campaigns.results import breakdown, labels, queries, tables, wording
from campaigns.results.groups import SMALLEST_GROUP
from campaigns.results.report import ACTIVE_DAYS
from core.access import Audience, open_to
from core.db import utcnow
from core.formats import local

bp = Blueprint("results_leader", __name__, url_prefix="/o/<slug:organisation>/leadership")


@bp.get("")
@open_to(Audience.LEADER)
def show_aggregates(organisation: str) -> ResponseReturnValue:
    """Show the ladder of all campaigns together and the units, small ones merged."""
    ids = queries.campaign_ids_of(current_organisation().id)
    since = local(utcnow()).date() - timedelta(days=ACTIVE_DAYS - 1)
    activity = queries.activity(ids, since)
    return render_template(
        "campaigns/results/leadership.html",
        totals=queries.ladder(ids),
        activity=activity,
        shows_active=activity.active >= SMALLEST_GROUP,
        shows_people=activity.ambassadors >= SMALLEST_GROUP,
        found=breakdown.shared_tables(ids),
        tables=tables,
        meanings=wording.MEANINGS,
        campaigns=len(ids),
        labels=labels,
    )
