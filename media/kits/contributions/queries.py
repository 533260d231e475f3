"""Reads about contributions. No writes, no request, no templates."""

import uuid
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ambassadors.enums import AmbassadorStatus
from ambassadors.models import Ambassador, Cohort
from core.db import db
from media.kits.contributions.enums import ContributionState
from media.kits.contributions.models import ContributedPicture, Contribution
from media.kits.enums import KitStatus
from media.kits.models import Kit
from media.library.models import Asset

MOST_SHOWN = 200


def _whole() -> Select[Contribution]:
    """Select contributions with their pictures and who sent them."""
    return select(Contribution).options(
        selectinload(Contribution.pictures)
        .joinedload(ContributedPicture.asset)
        .selectinload(Asset.renditions),
        joinedload(Contribution.ambassador).joinedload(Ambassador.user),
        joinedload(Contribution.ambassador)
        .joinedload(Ambassador.cohort)
        .joinedload(Cohort.organisation),
    )


def contributions_of(ambassador: Ambassador) -> list[Contribution]:
    """Return what an ambassador has sent, the latest first."""
    own = _whole().where(Contribution.ambassador_id == ambassador.id)
    return list(db.session.scalars(own.order_by(Contribution.created_at.desc(), Contribution.id)))


def get_own(ambassador: Ambassador, contribution_id: uuid.UUID) -> Contribution:
    """Return one of an ambassador's contributions; NoResultFound becomes a 404."""
    own = _whole().where(
        Contribution.id == contribution_id, Contribution.ambassador_id == ambassador.id
    )
    return db.session.scalars(own).one()


def get_own_picture(ambassador: Ambassador, picture_id: uuid.UUID) -> ContributedPicture:
    """Return one picture an ambassador sent; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(ContributedPicture)
        .join(ContributedPicture.contribution)
        .where(ContributedPicture.id == picture_id, Contribution.ambassador_id == ambassador.id)
        .options(joinedload(ContributedPicture.asset).selectinload(Asset.renditions))
    ).one()


def is_sent(sent_key: str) -> bool:
    """Say whether a page's form has been sent already."""
    known = select(Contribution.id).where(Contribution.sent_key == sent_key)
    return db.session.scalar(known) is not None


def _of_organisation(organisation_id: uuid.UUID) -> Select[Contribution]:
    return _whole().where(
        Contribution.ambassador.has(
            Ambassador.cohort.has(Cohort.organisation_id == organisation_id)
        )
    )


def contributions_to(organisation_id: uuid.UUID) -> list[Contribution]:
    """Return what ambassadors of an organisation have sent, the unanswered first, oldest on top."""
    answered = Contribution.state != ContributionState.SENT
    wanted = _of_organisation(organisation_id).order_by(
        answered, Contribution.reviewed_at.desc(), Contribution.created_at, Contribution.id
    )
    return list(db.session.scalars(wanted.limit(MOST_SHOWN)))


def get_contribution(organisation_id: uuid.UUID, contribution_id: uuid.UUID) -> Contribution:
    """Return one contribution to an organisation; NoResultFound becomes a 404."""
    wanted = _of_organisation(organisation_id).where(Contribution.id == contribution_id)
    return db.session.scalars(wanted.with_for_update(of=Contribution)).one()


def to_be_asked(first: date, last: date) -> list[Contribution]:
    """Return what is in use and nobody was asked of, whose loan ends between two days.

    Only of those who are still there: nobody else is written to.
    """
    wanted = _whole().where(
        Contribution.state == ContributionState.ACCEPTED,
        Contribution.renewal_asked_at.is_(None),
        Contribution.licensed_until.between(first, last),
        Contribution.ambassador.has(Ambassador.status == AmbassadorStatus.ACTIVE),
    )
    return list(db.session.scalars(wanted.order_by(Contribution.id)))


def count_waiting(organisation_id: uuid.UUID) -> int:
    """Return how many contributions nobody has answered."""
    waits = select(func.count(Contribution.id)).where(
        Contribution.state == ContributionState.SENT,
        # Asked of each of the few that wait: else everybody in the organisation is gone through.
        Contribution.ambassador.has(
            Ambassador.cohort.has(Cohort.organisation_id == organisation_id)
        ),
    )
    return db.session.scalar(waits) or 0


def kits_to_choose(organisation_id: uuid.UUID, cohort_id: uuid.UUID, on: date) -> list[Kit]:
    """Return the kits of a cohort that a picture could still go into, the newest first.

    One whose last day is over is nobody's any more, unless it is a draft.
    """
    return list(
        db.session.scalars(
            select(Kit)
            .where(
                Kit.organisation_id == organisation_id,
                Kit.cohorts.any(Cohort.id == cohort_id),
                Kit.status != KitStatus.WITHDRAWN,
                or_(Kit.status == KitStatus.DRAFT, Kit.ends_on >= on),
            )
            .options(selectinload(Kit.items))
            .order_by(Kit.created_at.desc(), Kit.id)
        )
    )
