"""Reads about invitations. No writes, no request, no templates."""

import uuid

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from accounts.models import Unit, User
from ambassadors.enums import AmbassadorStatus
from ambassadors.joining.models import Invitation
from ambassadors.models import Ambassador, Cohort, Policy, PolicyAcceptance
from core.db import db
from core.tokens import hash_token


def get_invitation(token: str, *, lock: bool = False) -> Invitation:
    """Return the invitation a link belongs to; NoResultFound becomes a 404.

    ``lock`` makes other requests wait with the same invitation until this one has ended.
    """
    wanted = select(Invitation).where(Invitation.token_hash == hash_token(token))
    if lock:
        db.session.execute(wanted.with_for_update().with_only_columns(Invitation.id))
    return db.session.scalars(
        wanted.options(
            joinedload(Invitation.cohort).joinedload(Cohort.organisation),
            joinedload(Invitation.unit),
        ).execution_options(populate_existing=lock)
    ).one()


def get_invitation_of(cohort: Cohort, invitation_id: uuid.UUID) -> Invitation:
    """Return one invitation of a cohort; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Invitation).where(Invitation.id == invitation_id, Invitation.cohort_id == cohort.id)
    ).one()


def find_invitation(cohort: Cohort, email: str) -> Invitation | None:
    """Return the invitation of this address to a cohort."""
    return db.session.scalar(
        select(Invitation).where(Invitation.cohort_id == cohort.id, Invitation.email == email)
    )


def invitations_of(cohort: Cohort) -> list[Invitation]:
    """Return everybody invited to a cohort, newest first."""
    return list(
        db.session.scalars(
            select(Invitation)
            .where(Invitation.cohort_id == cohort.id)
            .options(joinedload(Invitation.unit))
            .order_by(Invitation.created_at.desc(), Invitation.email)
        )
    )


def count_of(cohort: Cohort) -> int:
    """Return how many were invited to a cohort."""
    wanted = select(func.count(Invitation.id)).where(Invitation.cohort_id == cohort.id)
    return db.session.scalar(wanted) or 0


def is_active_ambassador(cohort: Cohort, email: str) -> bool:
    """Say whether this address belongs to an active ambassador of the cohort."""
    return (
        db.session.scalar(
            select(Ambassador.id)
            .join(Ambassador.user)
            .where(
                Ambassador.cohort_id == cohort.id,
                Ambassador.status == AmbassadorStatus.ACTIVE,
                User.email == email,
            )
        )
        is not None
    )


def find_place(cohort: Cohort, user: User) -> Ambassador | None:
    """Return somebody's place in a cohort, also one they have left."""
    return db.session.scalar(
        select(Ambassador).where(Ambassador.cohort_id == cohort.id, Ambassador.user_id == user.id)
    )


def get_unit(organisation_id: uuid.UUID, unit_id: uuid.UUID) -> Unit:
    """Return one unit of an organisation; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Unit).where(Unit.id == unit_id, Unit.organisation_id == organisation_id)
    ).one()


def has_accepted(ambassador: Ambassador, policy: Policy) -> bool:
    """Say whether somebody has said yes to this version before."""
    wanted = select(PolicyAcceptance.id).where(
        PolicyAcceptance.ambassador_id == ambassador.id, PolicyAcceptance.policy_id == policy.id
    )
    return db.session.scalar(wanted) is not None
