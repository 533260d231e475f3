"""Reads about posts and conversations. No writes, no request, no templates.

What results may count is `counting`.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload, selectinload

from accounts.models import User
from ambassadors.messages.models import Idea
from ambassadors.models import Ambassador
from campaigns.models import Campaign, Participation
from campaigns.posts.enums import COUNTING, ConversationTopic, PostChannel, ReviewState
from campaigns.posts.models import Conversation, Post
from core.db import db, utcnow

ONE_TAP = timedelta(seconds=2)
MOST_ANSWERS = 5_000


@dataclass(frozen=True)
class TopicQuestions:
    """How many conversations were about a topic, and what was asked that nobody could answer."""

    topic: ConversationTopic | None
    conversations: int
    asked: int
    unanswered: int


def counting() -> ColumnElement[bool]:
    """Return the condition that a post counts in results: the same as ``Post.counts``."""
    return and_(Post.removed_at.is_(None), Post.review.in_(COUNTING))


def has_own_code() -> ColumnElement[bool]:
    """Return the condition that a post is on Instagram under a code that can be looked up there."""
    return and_(
        Post.channel == PostChannel.INSTAGRAM, Post.url != "", Post.shortcode.not_like("%:%")
    )


def find_post(campaign_id: uuid.UUID, key: str) -> Post | None:
    """Return the post a campaign knows by a key, from whomever, also one that was taken out."""
    return db.session.scalar(
        select(Post)
        .where(Post.campaign_id == campaign_id, Post.shortcode == key)
        .options(joinedload(Post.participation), selectinload(Post.sharers))
    )


def find_sent(ambassador_id: uuid.UUID, sent_key: str | None) -> Post | None:
    """Return what an ambassador has logged from a page before, when it is sent once more."""
    if not sent_key:
        return None
    return db.session.scalar(
        select(Post)
        .join(Post.participation)
        .where(Post.sent_key == sent_key, Participation.ambassador_id == ambassador_id)
    )


def find_sent_talk(ambassador_id: uuid.UUID, sent_key: str | None) -> Conversation | None:
    """Return the conversation an ambassador has logged with a key before; another's is a 404."""
    if not sent_key:
        return None
    found = db.session.scalar(
        select(Conversation)
        .where(Conversation.sent_key == sent_key)
        .options(joinedload(Conversation.participation))
    )
    if found and found.participation.ambassador_id != ambassador_id:
        raise NoResultFound
    return found


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


def own_posts(
    ambassador: Ambassador, *, words: str = "", channel: PostChannel | None = None
) -> Select[Post]:
    """Return the statement for what an ambassador has logged, newest first, others' shared too.

    ``words`` are looked for in what was said of it, in its address and, where it is hers alone to
    read, in its text.
    """
    is_own = Participation.ambassador_id == ambassador.id
    found = (
        select(Post)
        .join(Post.participation)
        .where(
            or_(is_own, Post.sharers.any(Participation.ambassador_id == ambassador.id)),
            Post.removed_at.is_(None),
        )
        .options(
            joinedload(Post.participation).joinedload(Participation.campaign),
            joinedload(Post.reviewed_by),
        )
        .order_by(Post.published_at.desc(), Post.id)
    )
    if channel:
        found = found.where(Post.channel == channel)
    if words:
        said = [one.icontains(words, autoescape=True) for one in (Post.words, Post.url)]
        in_text = and_(is_own, Post.caption.icontains(words, autoescape=True))
        found = found.where(or_(*said, in_text))
    return found


def latest_posts(ambassador: Ambassador, limit: int = 5) -> Sequence[Post]:
    """Return an ambassador's own latest posts, newest first."""
    return db.session.scalars(own_posts(ambassador).limit(limit)).all()


def just_removed(ambassador: Ambassador) -> Post | None:
    """Return what an ambassador took out last and can still put back."""
    return db.session.scalar(
        select(Post)
        .join(Post.participation)
        .where(Participation.ambassador_id == ambassador.id, Post.removed_at.is_not(None))
        .order_by(Post.removed_at.desc())
        .limit(1)
    )


def get_post(ambassador: Ambassador, post_id: uuid.UUID) -> Post:
    """Return one of an ambassador's own posts; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Post)
        .join(Post.participation)
        .where(Post.id == post_id, Participation.ambassador_id == ambassador.id)
        .options(
            joinedload(Post.participation)
            .joinedload(Participation.campaign)
            .joinedload(Campaign.organisation),
            selectinload(Post.pictures),
        )
    ).one()


def get_shared(ambassador: Ambassador, post_id: uuid.UUID) -> tuple[Post, Participation]:
    """Return another's post that is an ambassador's too, with her part; else a 404."""
    row = db.session.execute(
        select(Post, Participation)
        .join(Post.sharers)
        .where(Post.id == post_id, Participation.ambassador_id == ambassador.id)
    ).one()
    return row[0], row[1]


def posts_of_organisation(organisation_id: uuid.UUID) -> Select[Post]:
    """Return the statement for an organisation's posts, newest first, for a page of them.

    Those taken out lately are among them: see ``Post.removed_at``.
    """
    by = joinedload(Post.participation)
    return (
        select(Post)
        .join(Post.participation)
        .join(Participation.campaign)
        .where(Campaign.organisation_id == organisation_id)
        .options(
            by.joinedload(Participation.campaign),
            by.joinedload(Participation.ambassador).joinedload(Ambassador.user),
        )
        .order_by(Post.published_at.desc(), Post.id)
    )


def narrowed_posts(
    organisation_id: uuid.UUID, *, words: str = "", channel: str = "", review: str = ""
) -> Select[Post]:
    """Return the statement for an organisation's posts that are in the log, as looked for.

    ``words`` are looked for in the names of their authors and in what was said of them.
    """
    found = posts_of_organisation(organisation_id).where(Post.removed_at.is_(None))
    if channel:
        found = found.where(Post.channel == PostChannel(channel))
    if review:
        found = found.where(Post.review == ReviewState(review))
    if words:
        found = found.join(Participation.ambassador).join(Ambassador.user)
        said = (User.name, Post.words, Post.caption)
        found = found.where(or_(*(one.icontains(words, autoescape=True) for one in said)))
    return found


def removed_before(moment: datetime, *, limit: int) -> list[Post]:
    """Return some of the posts that were taken out before a moment, longest ago first."""
    return list(
        db.session.scalars(
            select(Post)
            .where(Post.removed_at < moment)
            .order_by(Post.removed_at, Post.id)
            .limit(limit)
        )
    )


def get_conversation(ambassador: Ambassador, conversation_id: uuid.UUID) -> Conversation:
    """Return one of an ambassador's own conversations; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Conversation)
        .join(Conversation.participation)
        .where(Conversation.id == conversation_id, Participation.ambassador_id == ambassador.id)
        .options(joinedload(Conversation.participation).joinedload(Participation.campaign))
    ).one()


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


def questions_by_topic(campaign_ids: Collection[uuid.UUID]) -> list[TopicQuestions]:
    """Return for each topic of some campaigns' conversations what was asked and not answered."""
    number = func.count(Conversation.id)
    waiting = func.count(Idea.id).filter(Idea.answered_at.is_(None))
    rows = db.session.execute(
        select(Conversation.topic, number, func.count(Idea.id), waiting)
        .join(Conversation.participation)
        .outerjoin(Conversation.idea)
        .where(Participation.campaign_id.in_(campaign_ids))
        .group_by(Conversation.topic)
        .order_by(number.desc(), Conversation.topic)
    )
    return [TopicQuestions(*row) for row in rows]


def answer_times(campaign_ids: Collection[uuid.UUID]) -> list[timedelta]:
    """Return how long the first answers took to what was asked in conversations, newest first."""
    rows = db.session.execute(
        select(Idea.created_at, Idea.answered_at)
        .join(Conversation, Conversation.idea_id == Idea.id)
        .join(Conversation.participation)
        .where(Participation.campaign_id.in_(campaign_ids), Idea.answered_at.is_not(None))
        .order_by(Idea.created_at.desc(), Idea.id)
        .limit(MOST_ANSWERS)
    )
    return [answered - asked for asked, answered in rows if answered]
