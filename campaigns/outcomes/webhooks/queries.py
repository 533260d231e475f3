"""Reads about webhooks. No writes, no request, no templates."""

import uuid

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from campaigns.models import Campaign, Goal
from campaigns.outcomes.webhooks.models import PretixShop, Webhook, WebhookDelivery
from core.db import db

PER_PAGE = 50


def webhooks_of(campaign: Campaign) -> list[Webhook]:
    """Return the systems that tell of a campaign's outcomes, those that have ended last."""
    return list(
        db.session.scalars(
            select(Webhook)
            .join(Webhook.goal)
            .where(Goal.campaign_id == campaign.id)
            .options(joinedload(Webhook.goal))
            .order_by(Webhook.ended_at.is_not(None), Webhook.created_at, Webhook.id)
        )
    )


def get_webhook(campaign: Campaign, webhook_id: uuid.UUID) -> Webhook:
    """Return a webhook of a campaign; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Webhook)
        .join(Webhook.goal)
        .where(Webhook.id == webhook_id, Goal.campaign_id == campaign.id)
        .options(joinedload(Webhook.goal), joinedload(Webhook.shop))
    ).one()


def get_open_webhook(webhook_id: uuid.UUID) -> Webhook:
    """Return a webhook that messages may come to; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Webhook)
        .where(Webhook.id == webhook_id, Webhook.ended_at.is_(None))
        .options(
            joinedload(Webhook.goal).joinedload(Goal.campaign).joinedload(Campaign.organisation)
        )
    ).one()


def get_open_shop(webhook_id: uuid.UUID) -> PretixShop:
    """Return a shop that notifications may come from; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(PretixShop)
        .join(PretixShop.webhook)
        .where(Webhook.id == webhook_id, Webhook.ended_at.is_(None))
        .options(joinedload(PretixShop.webhook))
    ).one()


def deliveries_of(webhook: Webhook, *, page: int) -> Pagination:
    """Return one page of what came of messages, newest first."""
    return db.paginate(
        select(WebhookDelivery)
        .where(WebhookDelivery.webhook_id == webhook.id)
        .order_by(WebhookDelivery.created_at.desc(), WebhookDelivery.id),
        page=max(1, page),
        per_page=PER_PAGE,
        error_out=False,
    )
