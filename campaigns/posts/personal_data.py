"""What posts and conversations hold about an ambassador."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, time

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from campaigns.models import Campaign, Participation
from campaigns.posts.labels import TOPICS
from campaigns.posts.models import Conversation, Post, post_picture
from core.db import db
from core.formats import local_date
from core.languages import localised
from core.personal_data import Held, Person, register

NOON = time(12, tzinfo=UTC)


def tell(person: Person) -> Iterable[Held]:
    """Tell which posts and conversations somebody logged."""
    yield Held(
        _l("Posts"),
        [
            {
                _l("Campaign"): localised(post.participation.campaign, "name"),
                _l("Kit"): localised(post.kit, "title") if post.kit else "",
                _l("Pictures"): "; ".join(localised(one, "alt") for one in post.pictures),
                _l("Channel"): post.channel,
                _l("Address"): post.url,
                _l("The post's own code"): post.shortcode,
                _l("Published"): post.published_at,
                _l("Logged"): post.created_at,
            }
            for post in _posts(person)
        ],
    )
    yield _told_talks(person)


def _told_talks(person: Person) -> Held:
    talks = db.session.scalars(
        select(Conversation)
        .join(Conversation.participation)
        .where(Participation.ambassador_id.in_(person.places))
        .options(joinedload(Conversation.participation).joinedload(Participation.campaign))
        .order_by(Conversation.happened_on, Conversation.id)
    )
    return Held(
        _l("Conversations"),
        [
            {
                _l("Campaign"): localised(talk.participation.campaign, "name"),
                _l("What was it about?"): TOPICS[talk.topic] if talk.topic else "",
                _l("Day"): talk.happened_on,
            }
            for talk in talks
        ],
    )


def _posts(person: Person) -> list[Post]:
    return list(
        db.session.scalars(
            select(Post)
            .join(Post.participation)
            .where(Participation.ambassador_id.in_(person.places))
            .options(
                joinedload(Post.participation)
                .joinedload(Participation.campaign)
                .joinedload(Campaign.organisation),
                selectinload(Post.pictures),
            )
            .order_by(Post.published_at, Post.id)
        )
    )


def erase(person: Person) -> None:
    """Leave of each post that there was one on that day: its address would lead to the person.

    Nothing is kept to recognise it by either, so the same post could be logged again by another.
    """
    for post in _posts(person):
        zone = post.participation.campaign.organisation.timezone
        post.published_at = datetime.combine(local_date(post.published_at, zone), NOON)
        post.created_at = post.published_at
        post.pictures.clear()
        post.url, post.shortcode = "", f"erased-{uuid.uuid4().hex}"


register(
    "posts",
    title=_l("Posts and conversations"),
    tables=[Post, Conversation, post_picture],
    tell=tell,
    erase=erase,
)
