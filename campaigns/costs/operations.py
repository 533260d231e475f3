"""Writes about costs. They raise DomainError, may flush, and never commit."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from accounts import audit
from accounts.models import User
from campaigns.costs import queries
from campaigns.costs.models import Cost
from campaigns.models import Campaign
from campaigns.queries import hold
from campaigns.states import require_open
from core.db import db, utcnow

ONE_FORM = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Spending:
    """What an organiser notes: either an amount in øre, or quarters with a rate or without."""

    what: str
    spent_on: date
    amount: int | None = None
    quarters: int | None = None
    rate: int | None = None


def note_cost(campaign: Campaign, spending: Spending, *, actor: User) -> Cost:
    """Add to what a campaign cost; a form sent twice is noted once. Raises CampaignArchived."""
    hold(campaign)
    require_open(campaign)
    noted = queries.find_new(campaign, asdict(spending), since=utcnow() - ONE_FORM)
    if noted is not None:
        return noted
    cost = Cost(campaign=campaign, **asdict(spending))
    db.session.add(cost)
    _record(cost, "cost_noted", actor, after=_told(cost))
    return cost


def change_cost(cost: Cost, spending: Spending, *, actor: User) -> None:
    """Put a cost right; what it was stays in the audit trail. Raises CampaignArchived."""
    require_open(cost.campaign)
    before = _told(cost)
    for name, value in asdict(spending).items():
        setattr(cost, name, value)
    _record(cost, "cost_changed", actor, before=before, after=_told(cost))


def remove_cost(cost: Cost, *, actor: User) -> None:
    """Take a cost away; what it was stays in the audit trail. Raises CampaignArchived."""
    require_open(cost.campaign)
    _record(cost, "cost_removed", actor, before=_told(cost))
    db.session.delete(cost)


def _told(cost: Cost) -> dict[str, object]:
    known = {
        "what": cost.what,
        "day": cost.spent_on.isoformat(),
        "amount": cost.amount,
        "quarters": cost.quarters,
        "rate": cost.rate,
    }
    return {name: value for name, value in known.items() if value is not None}


def _record(
    cost: Cost,
    action: str,
    actor: User,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    audit.record(
        cost.campaign.organisation,
        actor=actor,
        action=action,
        subject=cost.campaign,
        before=before,
        after=after,
    )
