"""Reads about posts and conversations. No writes, no request, no templates."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from ambassadors.models import Ambassador
from campaigns.models import Campaign, Participation
from campaigns.posts.enums import ConversationTopic
from campaigns.posts.models import Conversation, Post
from core.db import db, utcnow

ONE_TAP = timedelta(seconds=2)


def post_is_logged(campaign_id: uuid.UUID, shortcode: str) -> bool:
    """Say whether a campaign already has this post, from whomever."""
    found = select(Post.id).where(Post.campaign_id == campaign_id, Post.shortcode == shortcode)
    return db.session.scalar(found) is not None


def just_logged(participation: Participation) -> Conversation | None:
    """Return the conversation that the first of two quick taps has logged."""
    return db.session.scalar(
        select(Conversation)
        .where(
            Conversation.participation_id == participation.id,
            Conversation.created_at > utcnow() - ONE_TAP,
        )
        .order_by(Conversation.created_at.desc())
        .limit(1)
    )


def latest_posts(ambassador: Ambassador, limit: int = 5) -> Sequence[Post]:
    """Return an ambassador's own latest posts, newest first."""
    return db.session.scalars(
        select(Post)
        .join(Post.participation)
        .where(Participation.ambassador_id == ambassador.id)
        .options(joinedload(Post.participation).joinedload(Participation.campaign))
        .order_by(Post.published_at.desc(), Post.id)
        .limit(limit)
    ).all()


def get_post(ambassador: Ambassador, post_id: uuid.UUID) -> Post:
    """Return one of an ambassador's own posts; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Post)
        .join(Post.participation)
        .where(Post.id == post_id, Participation.ambassador_id == ambassador.id)
        .options(joinedload(Post.participation).joinedload(Participation.campaign))
    ).one()


def get_conversation(ambassador: Ambassador, conversation_id: uuid.UUID) -> Conversation:
    """Return one of an ambassador's own conversations; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Conversation)
        .join(Conversation.participation)
        .where(Conversation.id == conversation_id, Participation.ambassador_id == ambassador.id)
        .options(joinedload(Conversation.participation).joinedload(Participation.campaign))
    ).one()


def posts_of_organisation(organisation_id: uuid.UUID) -> Select[Post]:
    """Return the statement for an organisation's posts, newest first, for a page of them."""
    return (
        select(Post)
        .join(Post.participation)
        .join(Participation.campaign)
        .where(Campaign.organisation_id == organisation_id)
        .options(
            joinedload(Post.participation).joinedload(Participation.campaign),
            joinedload(Post.participation)
            .joinedload(Participation.ambassador)
            .joinedload(Ambassador.user),
        )
        .order_by(Post.published_at.desc(), Post.id)
    )


def conversation_topics(participation_ids: Sequence[uuid.UUID]) -> dict[ConversationTopic, int]:
    """Return how many conversations were about what, most first; those without a topic apart."""
    number = func.count(Conversation.id)
    rows = db.session.execute(
        select(Conversation.topic, number)
        .where(
            Conversation.participation_id.in_(participation_ids), Conversation.topic.is_not(None)
        )
        .group_by(Conversation.topic)
        .order_by(number.desc(), Conversation.topic)
    )
    return {topic: count for topic, count in rows if topic is not None}
