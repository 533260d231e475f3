"""Sending invitations again, one or all, and letting links work longer. Routes commit."""

from sqlalchemy import ColumnElement, update

from accounts import audit
from accounts.models import User
from ambassadors import permissions
from ambassadors.joining import invitations, operations, queries
from ambassadors.joining.errors import (
    AlreadyJoined,
    CohortNotOpen,
    InvitationIsWithdrawn,
    NobodyToRemind,
    SentJustNow,
    SentOften,
)
from ambassadors.joining.models import Invitation
from ambassadors.models import Cohort
from core import jobs
from core.db import db, utcnow


def send_again(invitation: Invitation, *, actor: User) -> str:
    """Do what ``invite_again`` does for an organiser, who may do so a few times.

    Raises SentJustNow and SentOften besides.
    """
    if invitation.sent_at and invitation.sent_at > utcnow() - invitations.AT_ONCE:
        raise SentJustNow
    if invitation.times_sent >= invitations.MOST_TIMES:
        raise SentOften(invitations.MOST_TIMES)
    return operations.invite_again(invitation, actor=actor)


def remind_all(cohort: Cohort, *, actor: User) -> int:
    """Have a job send everything again that nobody has opened; return how many that is.

    Whoever was written to in the last three days, or six times, is left in peace.
    Raises CohortNotOpen and NobodyToRemind.
    """
    return _send_later(cohort, queries.may_be_reminded(utcnow()), "invitations_sent_again", actor)


def send_waiting(cohort: Cohort, *, actor: User) -> int:
    """Take on the invitations that wait for their mail; return how many.

    Raises CohortNotOpen and NobodyToRemind.
    """
    return _send_later(cohort, queries.waits_for_mail(), "invitations_sent", actor)


def _send_later(cohort: Cohort, which: ColumnElement[bool], action: str, actor: User) -> int:
    if not permissions.can_invite(cohort):
        raise CohortNotOpen
    taken = db.session.scalars(
        update(Invitation)
        .where(Invitation.cohort_id == cohort.id, which)
        .values(sent_at=None, asked_by_id=actor.id)
        .returning(Invitation.id)
        .execution_options(synchronize_session=False)
    ).all()
    if not taken:
        raise NobodyToRemind
    jobs.enqueue("send_invitations", subject_id=cohort.id)
    audit.record(
        cohort.organisation,
        actor=actor,
        action=action,
        subject=cohort,
        after={"cohort": cohort.name, "invitations": len(taken)},
    )
    return len(taken)


def extend(invitation: Invitation, *, actor: User) -> None:
    """Let the link that was sent work for 14 days from now.

    Raises AlreadyJoined and InvitationIsWithdrawn.
    """
    if invitation.accepted_at:
        raise AlreadyJoined
    if invitation.revoked_at:
        raise InvitationIsWithdrawn
    invitation.expires_at = utcnow() + invitations.VALID
    audit.record(
        invitation.cohort.organisation,
        actor=actor,
        action="invitation_extended",
        subject=invitation,
        after={"cohort": invitation.cohort.name},
    )
