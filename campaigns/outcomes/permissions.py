"""What may be done with outcomes. Pure functions: no request, no session."""

from campaigns.enums import CampaignStatus
from campaigns.models import Campaign

OPEN = frozenset({CampaignStatus.LIVE, CampaignStatus.CLOSED})


def takes_outcomes(campaign: Campaign) -> bool:
    """Say whether outcomes can be counted and put right: after launch, and before the archive."""
    return campaign.status in OPEN
