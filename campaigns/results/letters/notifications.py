"""The monthly mail: what a reader's campaigns gave in a month, without names."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from accounts.models import Membership
from accounts.units.queries import units_read_by
from campaigns.models import Campaign
from campaigns.queries import readable_campaigns
from campaigns.results import breaking_down, labels, part, queries, report
from campaigns.results.enums import By
from campaigns.results.groups import SMALLEST_GROUP, is_few, sum_of_groups
from campaigns.results.ladder import Ladder, first_of_month, sum_of
from core import mail
from core.formats import format_month_and_year
from core.languages import localised


@dataclass(frozen=True)
class Told:
    """What is told of one campaign: how far it is, and what the month gave."""

    campaign: Campaign
    name: str
    goals: Sequence[str]
    steps: Sequence[dict[str, object]]


def write(membership: Membership, month: date) -> bool:
    """Put the mail in line where there is something to tell; return whether there was."""
    user, organisation = membership.user, membership.organisation
    last = first_of_month(month + timedelta(days=31)) - timedelta(days=1)
    running = [
        one
        for one in readable_campaigns([membership])
        if one.starts_on <= last and one.ends_on >= month
    ]
    if not running:
        return False
    units = units_read_by([membership])
    with force_locale(user.locale):
        told = [_told(one, month, units) for one in running]
        name = format_month_and_year(month)
    mail.write(
        "campaigns/monthly_results",
        to=user.email,
        locale=user.locale,
        subject=_l("Results of %(month)s", month=name),
        name=user.first_name,
        organisation_name=organisation.name,
        slug=organisation.slug,
        month=name,
        told=told,
        is_part=units is not None,
    )
    return True


def _told(campaign: Campaign, month: date, units: Collection[uuid.UUID] | None) -> Told:
    goals: list[str] = []
    if units is None:
        reached = report.progress_by_goal([campaign]).values()
        goals = [labels.heading(one) for one in reached if not is_few(one.reached)]
        months = queries.weeks([campaign.id], starting=first_of_month)
        found = sum_of(one for one in months if one.monday == month)
    else:
        found = _of_units(campaign, units)
    return Told(campaign, localised(campaign, "name"), goals, labels.shared_rungs(found))


def _of_units(campaign: Campaign, units: Collection[uuid.UUID]) -> Ladder:
    """Return what some units have brought so far; of fewer than five people nothing is told."""
    groups = sum_of_groups(breaking_down.group_rows([campaign.id], By.UNIT, units))
    is_told = groups.ambassadors >= SMALLEST_GROUP
    return sum_of(part.weeks(campaign.id, units) if is_told else [])
