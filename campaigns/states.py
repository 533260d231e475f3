"""The way of a campaign: draft, live, closed, archived. Each step is in the audit trail.

Nothing is merged or deleted on the way: a closed campaign keeps its people, links and numbers, an
archived one too, and can be read for ever.
"""

import uuid
from datetime import date

from accounts import audit
from accounts.models import User
from campaigns import operations, queries
from campaigns.enums import CampaignStatus
from campaigns.errors import (
    CampaignArchived,
    CampaignNotClosed,
    CampaignOver,
)
from campaigns.models import Campaign, Participation
from core.db import db, utcnow
from core.formats import local_date


def require_open(campaign: Campaign) -> None:
    """Refuse to change an archived campaign. Raises CampaignArchived."""
    if campaign.status is CampaignStatus.ARCHIVED:
        raise CampaignArchived


def launch(campaign: Campaign, *, actor: User | None, today: date) -> list[Participation]:
    """Make a draft live, and give everybody it is for a part in it.

    Raises CampaignNotReady, CampaignOver when its last day has been, and CampaignNotClosed for one
    that is no draft.
    """
    if campaign.status is CampaignStatus.LIVE:
        return []  # sent twice
    if campaign.status is not CampaignStatus.DRAFT:
        raise CampaignNotClosed
    if campaign.ends_on < today:
        raise CampaignOver
    parts = operations.launch(campaign)
    record(campaign, "campaign_launched", actor)
    return parts


def close(campaign: Campaign, *, actor: User | None) -> None:
    """End a live campaign; its numbers stay. Raises CampaignNotLive."""
    operations.close(campaign)
    record(campaign, "campaign_closed", actor)


def close_ended(campaign_id: uuid.UUID) -> None:
    """Close a campaign because its last day is over, unless somebody has done so meanwhile."""
    campaign = db.session.get_one(Campaign, campaign_id)
    queries.hold(campaign)
    db.session.refresh(campaign, ["status", "ends_on"])
    today = local_date(utcnow(), campaign.organisation.timezone)
    if campaign.status is CampaignStatus.LIVE and campaign.ends_on < today:
        close(campaign, actor=None)


def reopen(campaign: Campaign, *, ends_on: date, actor: User, today: date) -> None:
    """Let a closed campaign run on to a new last day; who has joined meanwhile comes along.

    Raises CampaignNotClosed, and CampaignOver for a day that has been.
    """
    if campaign.status is not CampaignStatus.CLOSED:
        raise CampaignNotClosed
    if ends_on < max(today, campaign.starts_on):
        raise CampaignOver
    before = campaign.ends_on
    campaign.ends_on = ends_on
    operations.launch(campaign)
    audit.record(
        campaign.organisation, actor=actor, action="campaign_reopened", subject=campaign,
        before={"last_day": before.isoformat()}, after={"last_day": ends_on.isoformat()},
    )  # fmt: skip


def archive(campaign: Campaign, *, actor: User) -> None:
    """Put a closed campaign away for good: it can be read and copied, never changed.

    Raises CampaignNotClosed.
    """
    if campaign.status is CampaignStatus.ARCHIVED:
        return  # sent twice
    if campaign.status is not CampaignStatus.CLOSED:
        raise CampaignNotClosed
    campaign.status = CampaignStatus.ARCHIVED
    record(campaign, "campaign_archived", actor)


def record(campaign: Campaign, action: str, actor: User | None) -> None:
    """Note a step in the audit trail; nobody as actor is the clock."""
    audit.record(
        campaign.organisation,
        actor=actor,
        action=action,
        subject=campaign,
        after={"name": campaign.name_da or campaign.name_en},
    )
