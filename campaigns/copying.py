"""A campaign once more: texts, goals, kits and whom it is for. Never people, links or numbers."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from accounts import audit
from accounts.models import User
from ambassadors.enums import CohortStatus
from ambassadors.models import Cohort
from campaigns import queries
from campaigns.models import Campaign, Goal
from campaigns.operations import ONE_FORM, free_slug
from core.db import db, utcnow
from media.kits.models import Kit


@dataclass(frozen=True, kw_only=True)
class NextTime:
    """What is another about the copy: its names and its days."""

    name_da: str
    name_en: str
    starts_on: date
    ends_on: date


def copy_campaign(campaign: Campaign, new: NextTime, *, actor: User) -> Campaign:
    """Add a draft like a campaign, for its units and those cohorts that go on, on other days.

    A form sent twice makes one.
    """
    queries.hold(campaign.organisation)
    said = {**asdict(new), "pitch_da": campaign.pitch_da, "pitch_en": campaign.pitch_en}
    made = queries.find_new_draft(campaign.organisation_id, said, since=utcnow() - ONE_FORM)
    if made is not None and made is not campaign:
        return made
    copied = copy_of(campaign, new, cohorts=going_on(campaign), kits=campaign.kits)
    copied.units = list(campaign.units)
    db.session.add(copied)
    audit.record(
        campaign.organisation, actor=actor, action="campaign_copied", subject=copied,
        before={"name": campaign.name_da or campaign.name_en},
        after={"name": copied.name_da or copied.name_en},
    )  # fmt: skip
    return copied


def going_on(campaign: Campaign) -> list[Cohort]:
    """Return the campaign's cohorts whose season is not over."""
    return [cohort for cohort in campaign.cohorts if cohort.status is not CohortStatus.ENDED]


def copy_of(
    campaign: Campaign, new: NextTime, *, cohorts: Iterable[Cohort], kits: Iterable[Kit]
) -> Campaign:
    """Return a draft with a campaign's words and goals; goals that have ended stay behind."""
    address = campaign.landing_address
    return Campaign(
        organisation=campaign.organisation,
        name_da=new.name_da,
        name_en=new.name_en,
        slug=free_slug(campaign.organisation, new.name_da or new.name_en),
        pitch_da=campaign.pitch_da,
        pitch_en=campaign.pitch_en,
        relation=campaign.relation,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        # An event of our own has been; the next one gets a page of its own.
        landing_address="" if address.startswith("/") else address,
        cohorts=list(cohorts),
        kits=list(kits),
        goals=[
            Goal(
                position=goal.position,
                outcome_kind=goal.outcome_kind,
                own_kind=goal.own_kind,
                target=goal.target,
                is_collective=goal.is_collective,
            )
            for goal in campaign.goals
            if goal.ended_at is None
        ],
    )
