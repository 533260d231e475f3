"""Campaigns that come along into a cohort's next season: drafts with goals, nothing reached."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ambassadors.copied_season import CopiedSeason
from campaigns.copying import NextTime, copy_of
from campaigns.models import Campaign
from core.db import db


def copy_campaigns(copied: CopiedSeason) -> None:
    """Copy a season's campaigns; who reads their results is chosen anew."""
    campaigns = db.session.scalars(
        select(Campaign)
        .where(Campaign.cohorts.any(id=copied.source.id))
        .options(
            selectinload(Campaign.goals),
            selectinload(Campaign.kits),
            selectinload(Campaign.units),
        )
        .order_by(Campaign.starts_on, Campaign.id)
    )
    for campaign in campaigns:
        db.session.add(copied.note(campaign, _copy(campaign, copied)))
        db.session.flush()  # the next one's address is another


def _copy(campaign: Campaign, copied: CopiedSeason) -> Campaign:
    same_name = NextTime(
        name_da=campaign.name_da,
        name_en=campaign.name_en,
        starts_on=copied.later(campaign.starts_on),
        ends_on=copied.later(campaign.ends_on),
    )
    kits = copied.copies_of(campaign.kits)
    new = copy_of(campaign, same_name, cohorts=[copied.cohort], kits=kits)
    new.units = list(campaign.units)
    return new
