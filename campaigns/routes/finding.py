"""All campaigns of an organisation: as a list, and as a calendar above what always runs."""

import uuid

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from accounts.session import current_organisation
from accounts.units.queries import units as units_of
from ambassadors.queries import list_cohorts
from campaigns import finding, labels
from campaigns.calendar import window_of
from campaigns.enums import CampaignStatus
from campaigns.finding import CampaignFilter
from core.access import Audience, open_to
from core.db import utcnow
from core.formats import local

bp = Blueprint("campaigns_calendar", __name__, url_prefix="/o/<slug:organisation>/campaigns")
LONGEST = 100


@bp.get("/calendar")
@open_to(Audience.ORGANISER)
def show_calendar(organisation: str) -> ResponseReturnValue:
    """Show campaigns as bars over a year or a month, and beneath them what always runs."""
    wanted, today = wanted_campaigns(), local(utcnow()).date()
    window = window_of(request.args.get("view", ""), request.args.get("from", ""), today)
    days = {"first": window.first, "last": window.last}
    here = current_organisation().id
    return render_template(
        "campaigns/calendar.html",
        found=finding.campaigns_between(here, wanted, **days, page=page_wanted()),
        steady=finding.always_on(here, **days, cohort_id=wanted.cohort_id, today=today),
        window=window,
        today=today,
        **choices(wanted),
    )


def page_wanted() -> int:
    """Return the page of a list that was asked for."""
    return request.args.get("page", 1, type=int)


def choices(wanted: CampaignFilter) -> dict[str, object]:
    """Return what the filter of both pages shows."""
    organisation = current_organisation()
    return {
        "wanted": wanted,
        "cohorts": list_cohorts(organisation.id),
        "units": sorted(units_of(organisation), key=lambda unit: unit.path),
        "statuses": labels.STATUSES,
    }


def wanted_campaigns() -> CampaignFilter:
    """Return what was asked for; what is odd, or another organisation's, finds nothing extra."""
    args = request.args
    state = args.get("state", "")
    return CampaignFilter(
        words=args.get("q", "").strip()[:LONGEST],
        cohort_id=args.get("cohort", type=uuid.UUID),
        unit_id=args.get("unit", type=uuid.UUID),
        status=CampaignStatus(state) if state in list(CampaignStatus) else None,
    )
