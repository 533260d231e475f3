"""Campaigns that come along into a cohort's next season: drafts with goals, nothing reached."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ambassadors.copied_season import CopiedSeason
from campaigns.models import Campaign, Goal
from campaigns.operations import free_slug
from core.db import db


def copy_campaigns(copied: CopiedSeason) -> None:
    """Copy a season's campaigns; who reads their results is chosen anew."""
    campaigns = db.session.scalars(
        select(Campaign)
        .where(Campaign.cohorts.any(id=copied.source.id))
        .options(selectinload(Campaign.goals), selectinload(Campaign.kits))
        .order_by(Campaign.starts_on, Campaign.id)
    )
    for campaign in campaigns:
        db.session.add(copied.note(campaign, _copy(campaign, copied)))
        db.session.flush()  # the next one's address is another


def _copy(campaign: Campaign, copied: CopiedSeason) -> Campaign:
    organisation, address = copied.cohort.organisation, campaign.landing_address
    return Campaign(
        organisation=organisation,
        name_da=campaign.name_da,
        name_en=campaign.name_en,
        slug=free_slug(organisation, campaign.name_da or campaign.name_en),
        pitch_da=campaign.pitch_da,
        pitch_en=campaign.pitch_en,
        relation=campaign.relation,
        starts_on=copied.later(campaign.starts_on),
        ends_on=copied.later(campaign.ends_on),
        # An event of our own has been; the next one gets a page of its own.
        landing_address="" if address.startswith("/") else address,
        cohorts=[copied.cohort],
        kits=copied.copies_of(campaign.kits),
        goals=[
            Goal(position=goal.position, outcome_kind=goal.outcome_kind, target=goal.target)
            for goal in campaign.goals
        ],
    )
