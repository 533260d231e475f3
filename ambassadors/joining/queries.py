"""Reads about invitations. No writes, no request, no templates."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import Case, ColumnElement, and_, case, func, literal_column, select
from sqlalchemy.orm import joinedload

from accounts.models import User
from ambassadors.enums import AmbassadorStatus
from ambassadors.joining import invitations
from ambassadors.joining.enums import InvitationState
from ambassadors.joining.models import Invitation
from ambassadors.models import Ambassador, Cohort, Policy, PolicyAcceptance
from core.db import db, utcnow
from core.tokens import hash_token

PER_PAGE = 50


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


@dataclass(frozen=True)
class InvitationFilter:
    """What an organiser is looking for among the invitations of a cohort."""

    words: str = ""
    state: InvitationState | None = None

    @property
    def is_set(self) -> bool:
        """Say whether anything narrows the list."""
        return bool(self.words or self.state)


def invitations_page(cohort: Cohort, wanted: InvitationFilter, *, page: int) -> Pagination:
    """Return one page of those invited to a cohort, newest first."""
    fitting = select(Invitation).where(Invitation.cohort_id == cohort.id)
    if wanted.state:
        fitting = fitting.where(_state(utcnow()) == wanted.state.value)
    if wanted.words:
        name = Invitation.name.icontains(wanted.words, autoescape=True)
        fitting = fitting.where(name | Invitation.email.icontains(wanted.words, autoescape=True))
    return db.paginate(
        fitting.options(joinedload(Invitation.unit)).order_by(
            Invitation.created_at.desc(), Invitation.email, Invitation.id
        ),
        page=max(1, page),
        per_page=PER_PAGE,
        error_out=False,
    )


def tally(cohort: Cohort) -> dict[InvitationState, int]:
    """Return how many invitations are in each state, in the order of the states."""
    state = _state(utcnow())
    rows = db.session.execute(
        select(state, func.count()).where(Invitation.cohort_id == cohort.id).group_by(state)
    )
    found = {InvitationState(value): number for value, number in rows}
    return {state: found.get(state, 0) for state in InvitationState}


def _state(now: datetime) -> Case[str]:
    """Return what ``invitations.state_of`` says, for the database."""
    return case(
        (Invitation.accepted_at.is_not(None), literal_column("'joined'")),
        (Invitation.revoked_at.is_not(None), literal_column("'revoked'")),
        (Invitation.sent_at.is_(None), literal_column("'waiting'")),
        (Invitation.expires_at <= now, literal_column("'expired'")),
        (Invitation.opened_at.is_not(None), literal_column("'opened'")),
        else_=literal_column("'sent'"),
    )


def waits_for_mail() -> ColumnElement[bool]:
    """Return the condition for invitations whose mail is still to be made."""
    return and_(
        Invitation.sent_at.is_(None),
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
    )


def may_be_reminded(now: datetime) -> ColumnElement[bool]:
    """Return the condition for invitations that nobody has opened and that may be sent again."""
    return and_(
        Invitation.sent_at <= now - invitations.BETWEEN_REMINDERS,
        Invitation.times_sent < invitations.MOST_TIMES,
        Invitation.opened_at.is_(None),
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
    )


def count_to_remind(cohort: Cohort) -> int:
    """Return how many invitations may be sent again now."""
    wanted = select(func.count(Invitation.id)).where(
        Invitation.cohort_id == cohort.id, may_be_reminded(utcnow())
    )
    return db.session.scalar(wanted) or 0


def waiting_batch(
    cohort_id: uuid.UUID, askers: Iterable[uuid.UUID], *, limit: int
) -> list[Invitation]:
    """Return some invitations that wait for their mail; other workers get others."""
    return list(
        db.session.scalars(
            select(Invitation)
            .where(
                Invitation.cohort_id == cohort_id,
                waits_for_mail(),
                Invitation.asked_by_id.in_(list(askers)),
            )
            .order_by(Invitation.created_at, Invitation.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    )


def askers_waiting(cohort_id: uuid.UUID) -> list[User]:
    """Return who asked for the invitations of a cohort that wait for their mail."""
    waiting = select(Invitation.asked_by_id).where(
        Invitation.cohort_id == cohort_id, waits_for_mail()
    )
    return list(db.session.scalars(select(User).where(User.id.in_(waiting)).order_by(User.id)))


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


def has_accepted(ambassador: Ambassador, policy: Policy) -> bool:
    """Say whether somebody has said yes to this version before."""
    wanted = select(PolicyAcceptance.id).where(
        PolicyAcceptance.ambassador_id == ambassador.id, PolicyAcceptance.policy_id == policy.id
    )
    return db.session.scalar(wanted) is not None
