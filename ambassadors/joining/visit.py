"""Whose invitation is being opened, in which language, and how far they have come."""

from flask import request, session
from flask_babel import refresh
from flask_login import current_user

from accounts.session import show_for
from ambassadors.joining import invitations, queries
from ambassadors.joining.enums import Screen
from ambassadors.joining.models import Invitation
from core.db import utcnow


def get_invitation(token: str) -> Invitation:
    """Return a usable invitation and dress the page for it; a POST waits its turn."""
    invitation = queries.get_invitation(token, lock=request.method == "POST")
    speak_like(invitation)
    invitations.check_usable(invitation, utcnow())
    return invitation


def speak_like(invitation: Invitation) -> None:
    """Show the organisation's colours, zone and the invited person's language."""
    show_for(invitation.cohort.organisation)
    if "language" not in session and not current_user.is_authenticated:
        session["language"] = invitation.locale
        refresh()


def is_old_enough(invitation: Invitation) -> bool:
    """Say whether the age question was answered."""
    return bool(invitation.draft.get("old_enough"))


def is_the_invited(invitation: Invitation) -> bool:
    """Say whether the signed-in person has the invited address."""
    return bool(current_user.is_authenticated and current_user.email == invitation.email)


def first_missing(invitation: Invitation) -> Screen | None:
    """Return the first screen that must be answered before going on."""
    if not is_old_enough(invitation):
        return Screen.WELCOME
    return None if invitation.draft.get("policy_id") else Screen.POLICY
