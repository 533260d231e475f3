"""What there is to choose from for a campaign: kits, readers. Reads only."""

from sqlalchemy import or_, select, true
from sqlalchemy.orm import joinedload

from accounts.enums import Role
from accounts.models import Membership, User
from ambassadors.models import Cohort
from campaigns.models import Campaign
from core.db import db
from media.kits.enums import KitStatus
from media.kits.models import Kit


def kits_to_choose(campaign: Campaign) -> list[Kit]:
    """Return the kits of a campaign's cohorts, newest first, and those it has already."""
    cohorts = [cohort.id for cohort in campaign.cohorts]
    fits = Kit.cohorts.any(Cohort.id.in_(cohorts)) if cohorts else true()
    return list(
        db.session.scalars(
            select(Kit)
            .where(
                Kit.organisation_id == campaign.organisation_id,
                Kit.status != KitStatus.WITHDRAWN,
                or_(fits, Kit.id.in_([kit.id for kit in campaign.kits])),
            )
            .order_by(Kit.created_at.desc(), Kit.id)
        )
    )


def readers_to_choose(campaign: Campaign) -> list[Membership]:
    """Return the results readers of a campaign's organisation, by name."""
    return list(
        db.session.scalars(
            select(Membership)
            .join(Membership.user)
            .where(
                Membership.organisation_id == campaign.organisation_id,
                Membership.role == Role.READER,
                Membership.offered_to == "",
            )
            .options(joinedload(Membership.user))
            .order_by(User.name, Membership.id)
        )
    )
