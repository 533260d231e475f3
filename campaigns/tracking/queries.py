"""Reads about links. No writes, no request, no templates."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ambassadors.models import Ambassador
from campaigns.enums import CampaignStatus
from campaigns.models import Campaign, Participation
from campaigns.tracking import codes
from campaigns.tracking.models import Link
from core.db import db


def find_link(typed: str) -> Link | None:
    """Return the link with this code, written in any case, with its participation loaded."""
    code = codes.normalise(typed)
    if code is None:
        return None
    return db.session.scalar(
        select(Link)
        .where(Link.code == code)
        .options(joinedload(Link.participation).joinedload(Participation.campaign))
    )


def link_of(participation: Participation) -> Link | None:
    """Return an ambassador's link in one campaign."""
    return db.session.scalar(
        select(Link).where(Link.participation_id == participation.id).order_by(Link.created_at)
    )


def links_of(ambassador: Ambassador) -> list[Link]:
    """Return an ambassador's links in campaigns that have started, the running ones first."""
    return list(
        db.session.scalars(
            select(Link)
            .join(Link.participation)
            .join(Participation.campaign)
            .where(
                Participation.ambassador_id == ambassador.id,
                Campaign.status != CampaignStatus.DRAFT,
            )
            .options(joinedload(Link.participation).joinedload(Participation.campaign))
            .order_by(Campaign.ends_on.desc(), Link.code)
        )
    )


def get_link(ambassador: Ambassador, link_id: uuid.UUID) -> Link:
    """Return one of an ambassador's own links; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Link)
        .join(Link.participation)
        .where(Link.id == link_id, Participation.ambassador_id == ambassador.id)
        .options(joinedload(Link.participation).joinedload(Participation.campaign))
    ).one()


def links_of_campaign(campaign: Campaign) -> list[Link]:
    """Return every link of a campaign."""
    return list(
        db.session.scalars(select(Link).where(Link.campaign_id == campaign.id).order_by(Link.code))
    )


def code_is_taken(code: str) -> bool:
    """Say whether some link already has this code."""
    return db.session.scalar(select(Link.id).where(Link.code == code)) is not None
