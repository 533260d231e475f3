"""Reads about who has agreed to what. No writes, no request, no templates."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ambassadors.enums import AmbassadorStatus
from ambassadors.models import Ambassador, Policy, PolicyAcceptance
from ambassadors.queries import find_published_policy
from core.db import db


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """The version in force, the one an ambassador agreed to last, and when they agreed to it."""

    current: Policy | None
    accepted: Policy | None
    accepted_at: datetime | None

    @property
    def to_accept(self) -> Policy | None:
        """The version the ambassador has not been asked about yet."""
        return None if self.current == self.accepted else self.current


@dataclass(frozen=True)
class AcceptedCount:
    """How many of a cohort's active ambassadors have agreed to a version."""

    accepted: int
    active: int


def agreement_of(ambassador: Ambassador) -> Agreement:
    """Return what an ambassador has agreed to, beside what is in force."""
    latest = db.session.scalar(
        select(PolicyAcceptance)
        .join(PolicyAcceptance.policy)
        .where(PolicyAcceptance.ambassador_id == ambassador.id)
        .options(joinedload(PolicyAcceptance.policy))
        .order_by(Policy.version.desc())
        .limit(1)
    )
    return Agreement(
        current=find_published_policy(ambassador.cohort),
        accepted=latest.policy if latest else None,
        accepted_at=latest.accepted_at if latest else None,
    )


def count_accepted(policy: Policy) -> AcceptedCount:
    """Return how many active ambassadors of the cohort have agreed to this very version."""
    row = db.session.execute(
        select(func.count(PolicyAcceptance.id), func.count(Ambassador.id))
        .select_from(Ambassador)
        .outerjoin(
            PolicyAcceptance,
            (PolicyAcceptance.ambassador_id == Ambassador.id)
            & (PolicyAcceptance.policy_id == policy.id),
        )
        .where(
            Ambassador.cohort_id == policy.cohort_id,
            Ambassador.status == AmbassadorStatus.ACTIVE,
        )
    ).one()
    return AcceptedCount(*row)
