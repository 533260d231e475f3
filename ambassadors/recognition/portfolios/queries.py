"""Reads about portfolios. No writes, no request, no templates."""

from sqlalchemy import Exists, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from ambassadors.enums import AmbassadorStatus
from ambassadors.joining.models import Application, GuardianApproval, Invitation
from ambassadors.models import Ambassador, Cohort
from ambassadors.recognition.portfolios.models import Portfolio
from core.db import db


def find_portfolio(ambassador: Ambassador) -> Portfolio | None:
    """Return somebody's own page, on or off."""
    return db.session.scalar(
        select(Portfolio)
        .where(Portfolio.ambassador_id == ambassador.id)
        .options(selectinload(Portfolio.links))
    )


def get_public_portfolio(slug: str) -> Portfolio:
    """Return a page that is on, of somebody who takes part; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Portfolio)
        .join(Portfolio.ambassador)
        .where(
            Portfolio.slug == slug,
            Portfolio.is_on,
            Ambassador.status == AmbassadorStatus.ACTIVE,
            Ambassador.erased_at.is_(None),
            ~_by_guardian(),
        )
        .options(
            selectinload(Portfolio.links),
            contains_eager(Portfolio.ambassador)
            .joinedload(Ambassador.cohort)
            .joinedload(Cohort.organisation),
        )
    ).one()


def joined_by_guardian(ambassador: Ambassador) -> bool:
    """Say whether a guardian has said yes for somebody, so that they were a child then."""
    found = select(Ambassador.id).where(Ambassador.id == ambassador.id, _by_guardian())
    return db.session.scalar(found) is not None


def _by_guardian() -> Exists:
    invited = select(Invitation.id).where(Invitation.ambassador_id == Ambassador.id)
    applied = select(Application.id).where(Application.invitation_id.in_(invited))
    return (
        select(GuardianApproval.id)
        .where(
            or_(
                GuardianApproval.invitation_id.in_(invited),
                GuardianApproval.application_id.in_(applied),
            )
        )
        .correlate(Ambassador)
        .exists()
    )
