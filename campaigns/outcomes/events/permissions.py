"""What may be done with an event now. Pure functions: no request, no session."""

from datetime import datetime

from campaigns.enums import CampaignStatus
from campaigns.outcomes.events.enums import EventStatus, State
from campaigns.outcomes.events.models import Event, SignUp


def state(event: Event, now: datetime) -> State:
    """Return what an event is to everybody now."""
    if event.campaign.status is CampaignStatus.DRAFT:
        return State.DRAFT
    if event.status is EventStatus.CANCELLED:
        return State.CANCELLED
    if now >= event.ends_at:
        return State.OVER
    if not takes_sign_ups(event):
        return State.CLOSED
    return State.OPEN if event.taken < event.capacity else State.FULL


def is_open(event: Event) -> bool:
    """Say whether an event is shown to the public: its campaign is no longer a draft."""
    return event.campaign.status is not CampaignStatus.DRAFT


def can_sign_up(event: Event, now: datetime) -> bool:
    """Say whether somebody may take a seat, or a turn in the line for one."""
    now_is = state(event, now)
    return now_is is State.OPEN or (now_is is State.FULL and event.has_waiting_list)


def has_seat(seat: SignUp) -> bool:
    """Say whether a sign-up is a seat: neither given back nor a turn in the line."""
    return seat.cancelled_at is None and seat.turn is None


def takes_sign_ups(event: Event) -> bool:
    """Say whether sign-up is open: it closes with the campaign, whose numbers then stay."""
    is_live = event.campaign.status is CampaignStatus.LIVE
    return is_live and event.status is EventStatus.OPEN
