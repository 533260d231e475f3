"""Who may do what in a campaign. Pure functions: no request, no session."""

import uuid
from collections.abc import Iterable

from accounts.enums import RUNS_THE_PROGRAMME
from accounts.models import Membership
from campaigns.enums import CampaignStatus
from campaigns.models import Campaign, Participation


def can_read_results(memberships: Iterable[Membership], campaign: Campaign) -> bool:
    """Organisers read every campaign; a results reader those given to them, once launched."""
    given: set[uuid.UUID] = set()
    if campaign.status is not CampaignStatus.DRAFT:
        given = {reader.id for reader in campaign.readers}
    return any(
        membership.organisation_id == campaign.organisation_id
        and (membership.role in RUNS_THE_PROGRAMME or membership.id in given)
        for membership in memberships
    )


def is_open(participation: Participation) -> bool:
    """Say whether something can be logged: the campaign is live and was not declined."""
    return (
        participation.declined_at is None and participation.campaign.status is CampaignStatus.LIVE
    )


def can_change(campaign: Campaign) -> bool:
    """Say whether an organiser may change a campaign, its goals and its costs."""
    return campaign.status is not CampaignStatus.ARCHIVED
