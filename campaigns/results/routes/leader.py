"""What leadership sees: totals, and units of five or more. Never a name."""

from datetime import timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from accounts.session import current_organisation
from campaigns.results import labels, queries, tables, together, wording
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
    now = utcnow()
    since = local(now).date() - timedelta(days=ACTIVE_DAYS - 1)
    whole = together.whole_of(ids, since)
    return render_template(
        "campaigns/results/leadership.html",
        whole=whole,
        as_of=now,
        shows_active=whole.activity.active >= SMALLEST_GROUP,
        shows_people=whole.activity.ambassadors >= SMALLEST_GROUP,
        tables=tables,
        meanings=wording.MEANINGS,
        labels=labels,
    )
