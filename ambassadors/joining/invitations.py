"""Pure rules about invitations: their state, and reading pasted addresses."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from ambassadors.enums import CohortStatus
from ambassadors.joining.enums import InvitationState
from ambassadors.joining.errors import (
    CohortClosed,
    InvitationExpired,
    InvitationUsed,
    InvitationWithdrawn,
)
from ambassadors.joining.models import Invitation

VALID = timedelta(days=14)
AT_ONCE = timedelta(minutes=1)  # a button pressed twice
BETWEEN_REMINDERS = timedelta(days=3)
MOST_TIMES = 6
ADDRESS = re.compile(r"[^\s@<>,;\"']+@[^\s@<>,;\"']+\.[^\s@<>,;\"'.]{2,}")
LONGEST_ADDRESS = 254


@dataclass(frozen=True)
class PastedLine:
    """One person found in pasted text."""

    email: str
    name: str


def state_of(invitation: Invitation, now: datetime) -> InvitationState:
    """Return how far an invitation has come."""
    if invitation.accepted_at:
        return InvitationState.JOINED
    if invitation.revoked_at:
        return InvitationState.REVOKED
    if invitation.sent_at is None:
        return InvitationState.WAITING
    if invitation.expires_at <= now:
        return InvitationState.EXPIRED
    return InvitationState.OPENED if invitation.opened_at else InvitationState.SENT


def check_usable(invitation: Invitation, now: datetime) -> None:
    """Raise the LinkGone that says why an invitation cannot be used, if it cannot."""
    state = state_of(invitation, now)
    if state is InvitationState.JOINED:
        raise InvitationUsed
    if state is InvitationState.REVOKED:
        raise InvitationWithdrawn
    if invitation.expires_at <= now:
        raise InvitationExpired
    if invitation.cohort.status is not CohortStatus.OPEN:
        raise CohortClosed


def is_address(text: str) -> bool:
    """Say whether a text looks like one e-mail address."""
    return len(text) <= LONGEST_ADDRESS and text.isprintable() and bool(ADDRESS.fullmatch(text))


def read_pasted(text: str) -> list[PastedLine]:
    """Return the people in pasted text, each once: addresses alone, or "Name <address>"."""
    found: dict[str, PastedLine] = {}
    for part in re.split(r"[\n;,]+", text):
        for address in ADDRESS.findall(part):
            name = re.sub(r"[<>\"'\t]", " ", part.replace(address, " ")) if "<" in part else ""
            email = address.lower()
            found.setdefault(email, PastedLine(email, " ".join(name.split())))
    return list(found.values())


def unreadable_parts(text: str) -> list[str]:
    """Return what somebody pasted that holds no address, so nothing is dropped in silence."""
    parts = (part.strip() for part in re.split(r"[\n;,]+", text))
    return [part for part in parts if part and not ADDRESS.search(part)]
