"""Reads of shared results. No writes, no request, no templates."""

import uuid
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from campaigns.models import Campaign
from campaigns.results.sharing.models import SharedResult
from core.db import db
from core.tokens import hash_token


def shared_of(campaign: Campaign) -> list[SharedResult]:
    """Return a campaign's links, the latest first."""
    return list(
        db.session.scalars(
            select(SharedResult)
            .where(SharedResult.campaign_id == campaign.id)
            .options(joinedload(SharedResult.made_by))
            .order_by(SharedResult.created_at.desc(), SharedResult.id)
        )
    )


def get_shared(campaign: Campaign, shared_id: uuid.UUID) -> SharedResult:
    """Return one link of a campaign; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(SharedResult).where(
            SharedResult.id == shared_id, SharedResult.campaign_id == campaign.id
        )
    ).one()


def by_token(token: str) -> SharedResult:
    """Return what a link leads to, with its campaign; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(SharedResult)
        .where(SharedResult.token_hash == hash_token(token))
        .options(
            joinedload(SharedResult.campaign).joinedload(Campaign.organisation),
            joinedload(SharedResult.campaign).selectinload(Campaign.goals),
        )
    ).one()


def is_open(shared: SharedResult, today: date) -> bool:
    """Say whether a link still leads anywhere on a day of the organisation's zone."""
    return shared.revoked_at is None and today <= shared.last_day
