"""Reads about who has agreed to what. No writes, no request, no templates."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from ambassadors.enums import AmbassadorStatus
from ambassadors.models import Ambassador, Cohort, Policy, PolicyAcceptance
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


@dataclass(frozen=True)
class PolicyRow:
    """A cohort with its published version and its draft, if there are any."""

    cohort: Cohort
    published: Policy | None
    draft: Policy | None


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


def policy_rows(organisation_id: uuid.UUID) -> list[PolicyRow]:
    """Return an organisation's cohorts with their published policy and draft, newest first."""
    cohorts = db.session.scalars(
        select(Cohort)
        .where(Cohort.organisation_id == organisation_id)
        .options(selectinload(Cohort.policies))
        .order_by(Cohort.season_start.desc(), Cohort.name)
    )
    return [_policy_row(cohort) for cohort in cohorts]


def _policy_row(cohort: Cohort) -> PolicyRow:
    published = [policy for policy in cohort.policies if policy.published_at]
    drafts = [policy for policy in cohort.policies if not policy.published_at]
    return PolicyRow(cohort, published[-1] if published else None, drafts[-1] if drafts else None)
