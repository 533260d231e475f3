"""Writes about guardians' approvals. Routes and jobs commit."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from accounts import audit
from ambassadors import signals
from ambassadors.joining import admission, applying
from ambassadors.joining.enums import ApplicationState, JoinMode
from ambassadors.joining.guardians import queries
from ambassadors.joining.guardians.errors import (
    AlreadyApproved,
    ApprovalExpired,
    GuardianIsYourself,
)
from ambassadors.joining.invitations import VALID
from ambassadors.joining.models import Application, GuardianApproval, Invitation
from ambassadors.models import Ambassador, Cohort
from core import erasure_log, personal_data
from core.db import db, utcnow
from core.tokens import hash_token, new_token

ANSWER_WITHIN = timedelta(days=14)


def ask(
    cohort: Cohort,
    *,
    guardian_email: str,
    locale: str,
    invitation: Invitation,
) -> tuple[GuardianApproval, str]:
    """Let a guardian be asked about somebody invited; return the approval with its token.

    Asking again, perhaps another address, makes the earlier link useless. An approval that was
    given stands. Raises GuardianIsYourself and AlreadyApproved.
    """
    check_is_another(guardian_email, invitation.email)
    known = queries.find_for_invitation(invitation.id)
    if known and known.approved_at:
        raise AlreadyApproved
    approval = known or GuardianApproval(cohort=cohort, invitation=invitation)
    approval.guardian_email, approval.locale = guardian_email.strip().lower(), locale
    token = _renew(approval)
    db.session.add(approval)
    return approval, token


def check_is_another(guardian_email: str, email: str) -> None:
    """Raise GuardianIsYourself for somebody who is to say yes to themselves."""
    if guardian_email.strip().lower() == email:
        raise GuardianIsYourself


def name_guardian(application: Application, *, guardian_email: str, locale: str) -> None:
    """Keep whom an applicant may let us ask. Who is asked already is not replaced by anybody.

    The public form proves nobody's address, so no link to the guardian's page leaves from here.
    """
    if application.state is not ApplicationState.UNCONFIRMED:
        return
    approval = queries.find_for_application(application.id) or GuardianApproval(
        cohort=application.page.cohort, application=application
    )
    approval.guardian_email, approval.locale = guardian_email.strip().lower(), locale
    _renew(approval)
    db.session.add(approval)


def ask_named(approval: GuardianApproval) -> str | None:
    """Let a guardian be asked because the applicant says so by their own link; return the token.

    Pressed twice it counts once. Raises ApprovalExpired.
    """
    check_alive(approval, utcnow())
    application = approval.application
    if application is None or application.state is not ApplicationState.UNCONFIRMED:
        return None
    application.state = ApplicationState.AWAITING_GUARDIAN
    return _renew(approval)


def _renew(approval: GuardianApproval) -> str:
    token = new_token()
    approval.token_hash, approval.expires_at = hash_token(token), utcnow() + ANSWER_WITHIN
    return token


def check_alive(approval: GuardianApproval, now: datetime) -> None:
    """Raise ApprovalExpired for a question nobody answered in time."""
    if approval.approved_at is None and approval.expires_at <= now:
        raise ApprovalExpired


def approve(approval: GuardianApproval, *, name: str) -> str | None:
    """Let a young person go on; pressed twice it counts once.

    Returns the token of an invitation that is to be mailed to them now, if there is one.
    Raises ApprovalExpired, and CohortNotOpen where the cohort was closed meanwhile.
    """
    now = utcnow()
    check_alive(approval, now)
    if approval.approved_at:
        return None
    approval.approved_at, approval.guardian_name = now, name.strip()
    _record(approval, "guardian_approved")
    application, invitation = approval.application, approval.invitation
    if invitation:
        token = new_token()
        invitation.token_hash, invitation.expires_at = hash_token(token), now + VALID
        invitation.draft = {**invitation.draft, "old_enough": True}
        return token
    if application is None or application.page.mode is not JoinMode.OPEN_LINK:
        if application:
            application.state = ApplicationState.RECEIVED
        return None
    application.state, application.decided_at = ApplicationState.ACCEPTED, now
    application.mailed_at = now
    opened = admission.admit(application, actor=None)
    follow(approval, application.invitation)
    return opened


def follow(approval: GuardianApproval, invitation: Invitation | None) -> None:
    """Let a yes to an application count for its invitation too, instead of any older question.

    An older yes stands, and nobody becomes the guardian of somebody who is or was in already.
    """
    if invitation is None or invitation.accepted_at or invitation.ambassador_id:
        return
    older = queries.find_for_invitation(invitation.id)
    if older and older.id != approval.id:
        if older.approved_at:
            return
        db.session.delete(older)
        db.session.flush()  # an invitation has one guardian's answer
    approval.invitation = invitation


def withdraw(approval: GuardianApproval) -> None:
    """Take a yes back, or say no: the young person is out at once and everything is erased."""
    _record(approval, "guardian_withdrew")
    erasure_log.note("guardian", approval.id)
    _forget(approval)


@erasure_log.replays("guardian")
def withdraw_again(line: dict[str, Any]) -> bool:
    """Erase what a guardian has said no to and a restored backup has brought back."""
    approval = db.session.get(GuardianApproval, uuid.UUID(line["id"]))
    if approval is None:
        return False
    withdraw(approval)
    return True


def let_expire(approval: GuardianApproval) -> None:
    """Erase what a guardian never answered; an invitation only forgets what was chosen."""
    if approval.invitation:
        approval.invitation.draft = {}
    db.session.delete(approval)
    if approval.application:
        db.session.delete(approval.application)


def _forget(approval: GuardianApproval) -> None:
    application, invitation = approval.application, approval.invitation
    ambassador = invitation.ambassador if invitation else None
    db.session.delete(approval)
    if application and application.state is ApplicationState.AWAITING_GUARDIAN:
        db.session.delete(application)
    elif application:
        applying.blank(application, utcnow())
    db.session.flush()
    if ambassador:
        _let_go(ambassador)
    elif invitation:
        db.session.delete(invitation)


def _let_go(ambassador: Ambassador) -> None:
    """End a place and erase the person; a place elsewhere, and the account for it, stay."""
    signals.guardian_withdrew.send(ambassador)
    user = ambassador.user
    person = personal_data.Person(
        user_id=user.id,
        email=user.email,
        name=user.name,
        places=(ambassador.id,),
        account=not queries.has_more_than(ambassador),
    )
    db.session.flush()
    personal_data.erase(person)


def _record(approval: GuardianApproval, action: str) -> None:
    cohort = approval.cohort
    audit.record(
        cohort.organisation,
        actor=None,
        action=action,
        subject=approval,
        after={"cohort": cohort.name},
    )
