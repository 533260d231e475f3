"""What may be done with an event now. Pure functions: no request, no session."""

from datetime import datetime

from campaigns.enums import CampaignStatus
from campaigns.outcomes.events.models import Event


def is_open(event: Event) -> bool:
    """Say whether an event is shown to the public: its campaign is no longer a draft."""
    return event.campaign.status is not CampaignStatus.DRAFT


def can_sign_up(event: Event, now: datetime) -> bool:
    """Say whether somebody may still take a seat: sign-up is open, and there is one."""
    return takes_sign_ups(event) and now < event.ends_at and event.taken < event.capacity


def takes_sign_ups(event: Event) -> bool:
    """Say whether sign-up is open: it closes with the campaign, whose numbers then stay."""
    return event.campaign.status is CampaignStatus.LIVE
