"""What a campaign tells the rooms above it."""

import uuid
from datetime import date

from blinker import Signal

from campaigns.models import Campaign

participations_added = Signal(
    "Some took a part in a campaign; sender is the Campaign, sent with parts=."
)
landing_changed = Signal(
    "A campaign's links lead elsewhere now; sender is the Campaign, sent with before= and actor=."
)
draft_deleted = Signal("A draft is about to be deleted; sender is the Campaign.")
deed_counted = Signal(
    "A post or a conversation was counted, or taken back; sent with participation_id=, step=,"
    " day= and by=."
)
event_day_wanted = Signal("Sender is a Campaign; a receiver answers with its event's day or None.")
invitation_wanted = Signal(
    "Sender is a Campaign; a receiver answers with when and where its event is, in words, or None."
)
seats_wanted = Signal("Sender is a Campaign; a receiver answers with its event's seats or None.")

reached_wanted = Signal("Sender is a Campaign; a receiver answers with what its goals reached.")


def reached_in(campaign: Campaign) -> dict[uuid.UUID, int]:
    """Return how far all have come together, by goal."""
    found: dict[uuid.UUID, int] = {}
    for _, answer in reached_wanted.send(campaign):
        found |= answer
    return found


def seats_of(campaign: Campaign) -> int | None:
    """Return how many seats a campaign's own event has, if it has one."""
    answers = (answer for _, answer in seats_wanted.send(campaign))
    return next((int(answer) for answer in answers if answer), None)


def event_day(campaign: Campaign) -> date | None:
    """Return the day on which a campaign's own event begins, if it has one."""
    answers = (answer for _, answer in event_day_wanted.send(campaign))
    return next((answer for answer in answers if answer is not None), None)


def invitation_to(campaign: Campaign) -> tuple[str, str] | None:
    """Return when and where a campaign's own event is, in the language in use, if it has one."""
    answers = (answer for _, answer in invitation_wanted.send(campaign))
    return next((answer for answer in answers if answer is not None), None)
