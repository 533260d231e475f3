"""Reads about page checks. No writes, no request, no templates."""

import uuid
from datetime import date

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from accounts.models import Membership
from campaigns.enums import CampaignStatus
from campaigns.models import Campaign
from campaigns.results.page_check.models import PageCheck
from core.db import db

SHOWN = 8  # two years of quarters


def checks_of(organisation_id: uuid.UUID) -> list[PageCheck]:
    """Return the latest checks of an organisation's page with their posts, the newest first."""
    return list(
        db.session.scalars(
            select(PageCheck)
            .where(PageCheck.organisation_id == organisation_id)
            .options(selectinload(PageCheck.posts))
            .order_by(PageCheck.as_of.desc(), PageCheck.created_at.desc(), PageCheck.id)
            .limit(SHOWN)
        )
    )


def get_check(organisation_id: uuid.UUID, check_id: uuid.UUID) -> PageCheck:
    """Return one check of an organisation's page; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(PageCheck)
        .where(PageCheck.id == check_id, PageCheck.organisation_id == organisation_id)
        .options(selectinload(PageCheck.posts), joinedload(PageCheck.made_by))
    ).one()


def checks_before(check: PageCheck, limit: int) -> list[PageCheck]:
    """Return the checks before one, the latest of them first."""
    return list(
        db.session.scalars(
            select(PageCheck)
            .where(
                PageCheck.organisation_id == check.organisation_id,
                or_(
                    PageCheck.as_of < check.as_of,
                    and_(PageCheck.as_of == check.as_of, PageCheck.created_at < check.created_at),
                ),
            )
            .options(selectinload(PageCheck.posts))
            .order_by(PageCheck.as_of.desc(), PageCheck.created_at.desc(), PageCheck.id)
            .limit(limit)
        )
    )


def is_campaign_running(organisation_id: uuid.UUID, on: date) -> bool:
    """Say whether a campaign of the organisation is live on a day."""
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    Campaign.organisation_id == organisation_id,
                    Campaign.status == CampaignStatus.LIVE,
                    Campaign.starts_on <= on,
                    Campaign.ends_on >= on,
                )
            )
        )
    )


def due_checks(until: date) -> list[PageCheck]:
    """Return each organisation's latest check if it is from ``until`` or before.

    Nobody has been reminded of it yet, and who made it is still there.
    """
    later = aliased(PageCheck)
    newer = exists().where(
        later.organisation_id == PageCheck.organisation_id,
        or_(
            later.as_of > PageCheck.as_of,
            and_(later.as_of == PageCheck.as_of, later.created_at > PageCheck.created_at),
        ),
    )
    member = exists().where(
        Membership.user_id == PageCheck.made_by_id,
        Membership.organisation_id == PageCheck.organisation_id,
    )
    return list(
        db.session.scalars(
            select(PageCheck)
            .where(PageCheck.as_of <= until, PageCheck.reminded_at.is_(None), ~newer, member)
            .options(joinedload(PageCheck.made_by), joinedload(PageCheck.organisation))
            .order_by(PageCheck.organisation_id, PageCheck.id)
        )
    )
