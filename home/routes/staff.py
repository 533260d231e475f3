"""The organiser's Monday morning."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts.session import current_memberships, current_organisation, current_roles
from campaigns.enums import CampaignStatus
from campaigns.queries import readable_campaigns
from campaigns.results import labels
from campaigns.results import queries as results
from campaigns.results.consistency.labels import cohort_sentence
from campaigns.results.consistency.overview import cohorts_now, together
from campaigns.results.report import ACTIVE_DAYS, progress_by_goal
from core.access import Audience, open_to
from core.db import utcnow
from core.formats import local
from home import navigation, queries, waiting

bp = Blueprint("home_staff", __name__, url_prefix="/o/<slug:organisation>")


@bp.get("")
@open_to(Audience.READER, Audience.LEADER)
def show_overview(organisation: str) -> ResponseReturnValue:
    """Show what waits this week and how it goes; readers and leaders go to their own page."""
    first = navigation.first_page(current_roles())
    if first != navigation.OVERVIEW:
        return redirect(url_for(first, organisation=organisation))
    today = local(utcnow()).date()
    cohorts = cohorts_now(current_organisation().id)
    todos = waiting.todos(queries.waiting(current_organisation().id, today))
    todos += waiting.month_four(cohorts)
    return render_template(
        "home/overview.html",
        heading=waiting.heading(len(todos)),
        todos=todos,
        cohorts=cohorts,
        together=together(cohorts),
        labels=labels,
        cohort_sentence=cohort_sentence,
        **what_runs(today),
    )


def what_runs(today: date) -> dict[str, Any]:
    """Return the campaigns that run, how far they are, and how many tell of them."""
    readable = readable_campaigns(current_memberships())
    running = [one for one in readable if one.status is CampaignStatus.LIVE]
    lately = today - timedelta(days=ACTIVE_DAYS - 1)
    return {
        "running": running,
        "progress": progress_by_goal(running),
        "activity": results.activity([one.id for one in running], lately),
    }
