"""Reads about official figures. No writes, no request, no templates."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from campaigns.models import Campaign
from campaigns.outcomes.official.models import OfficialFigure
from core.db import db


def figures_of(campaign_id: uuid.UUID) -> list[OfficialFigure]:
    """Return the official figures of a campaign, the latest first."""
    return list(
        db.session.scalars(
            select(OfficialFigure)
            .where(OfficialFigure.campaign_id == campaign_id)
            .options(joinedload(OfficialFigure.entered_by))
            .order_by(
                OfficialFigure.as_of.desc(), OfficialFigure.created_at.desc(), OfficialFigure.id
            )
        )
    )


def get_figure(campaign: Campaign, figure_id: uuid.UUID) -> OfficialFigure:
    """Return one official figure of a campaign; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(OfficialFigure).where(
            OfficialFigure.id == figure_id, OfficialFigure.campaign_id == campaign.id
        )
    ).one()
