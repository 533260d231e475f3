"""Reads about guardians' approvals. No writes, no request, no templates."""

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accounts.models import Membership
from ambassadors.joining.models import Application, GuardianApproval, Invitation, JoinPage
from ambassadors.models import Ambassador, Cohort
from core.db import db
from core.tokens import hash_token


def get_approval(token: str, *, lock: bool = False) -> GuardianApproval:
    """Return what a guardian's link is about; NoResultFound becomes a 404.

    ``lock`` makes other requests wait with the same link until this one has ended.
    """
    wanted = select(GuardianApproval).where(GuardianApproval.token_hash == hash_token(token))
    if lock:
        db.session.execute(wanted.with_for_update().with_only_columns(GuardianApproval.id))
    application = joinedload(GuardianApproval.application)
    return db.session.scalars(
        wanted.options(
            joinedload(GuardianApproval.cohort).joinedload(Cohort.organisation),
            application.joinedload(Application.page).selectinload(JoinPage.questions),
            application.joinedload(Application.unit),
            joinedload(GuardianApproval.invitation).joinedload(Invitation.ambassador),
        ).execution_options(populate_existing=lock)
    ).one()


def find_for_application(application_id: uuid.UUID) -> GuardianApproval | None:
    """Return the guardian's approval an application waits for, or has."""
    return db.session.scalar(
        select(GuardianApproval).where(GuardianApproval.application_id == application_id)
    )


def find_for_invitation(invitation_id: uuid.UUID) -> GuardianApproval | None:
    """Return the guardian's approval somebody invited waits for, or has."""
    return db.session.scalar(
        select(GuardianApproval).where(GuardianApproval.invitation_id == invitation_id)
    )


def guardian_must_answer(invitation: Invitation) -> bool:
    """Say whether somebody invited waits for their guardian's yes."""
    approval = find_for_invitation(invitation.id)
    return approval is not None and approval.approved_at is None


def guardian_has_said_yes(invitation: Invitation) -> bool:
    """Say whether somebody invited has their guardian's yes, perhaps from an earlier link."""
    approval = find_for_invitation(invitation.id)
    return approval is not None and approval.approved_at is not None


def expired(now: datetime) -> list[GuardianApproval]:
    """Return those nobody said yes to in time, oldest first."""
    return list(
        db.session.scalars(
            select(GuardianApproval)
            .where(GuardianApproval.approved_at.is_(None), GuardianApproval.expires_at <= now)
            .options(
                joinedload(GuardianApproval.application),
                joinedload(GuardianApproval.invitation),
            )
            .order_by(GuardianApproval.expires_at, GuardianApproval.id)
        )
    )


def has_more_than(ambassador: Ambassador) -> bool:
    """Say whether somebody has another place or a role, so that the account is still needed."""
    places = select(Ambassador.id).where(
        Ambassador.user_id == ambassador.user_id, Ambassador.id != ambassador.id
    )
    roles = select(Membership.id).where(
        Membership.user_id == ambassador.user_id, Membership.offered_to == ""
    )
    return any(db.session.scalar(wanted.limit(1)) is not None for wanted in (places, roles))
