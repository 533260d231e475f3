"""Reads about the organisation's own account. No writes, no request, no templates."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from accounts.models import Organisation
from campaigns.models import Campaign, Participation
from campaigns.posts.enums import PostChannel
from campaigns.posts.measurements.own_account.models import OwnAccount
from campaigns.posts.models import Post
from core.db import db

FOLLOWED = timedelta(days=29)  # as long as look-ups follow a post
AT_ONCE = 200


def organisation_called(slug: str) -> Organisation | None:
    """Return the organisation the settings name."""
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def account_of(organisation_id: uuid.UUID) -> OwnAccount | None:
    """Return what became of an organisation's token."""
    return db.session.scalar(
        select(OwnAccount).where(OwnAccount.organisation_id == organisation_id)
    )


def young_posts(organisation_id: uuid.UUID, now: datetime) -> Sequence[Post]:
    """Return the Instagram posts of an organisation that are followed still, newest first."""
    return db.session.scalars(
        select(Post)
        .join(Post.participation)
        .join(Participation.campaign)
        .where(
            Campaign.organisation_id == organisation_id,
            Post.channel == PostChannel.INSTAGRAM,
            Post.url != "",
            Post.removed_at.is_(None),
            Post.published_at > now - FOLLOWED,
        )
        .order_by(Post.published_at.desc(), Post.id)
        .limit(AT_ONCE)
    ).all()
