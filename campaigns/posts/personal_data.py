"""What posts and conversations hold about an ambassador."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, select
from sqlalchemy.orm import joinedload, selectinload

from campaigns.models import Campaign, Participation
from campaigns.posts.labels import TOPICS
from campaigns.posts.models import (
    Conversation,
    Post,
    PostTotal,
    TalkTotal,
    post_picture,
    post_sharer,
)
from core.db import db
from core.formats import local_date
from core.languages import localised
from core.personal_data import Held, Person, Words, exempt, register

NOON = time(12, tzinfo=UTC)


def tell(person: Person) -> Iterable[Held]:
    """Tell which posts and conversations somebody logged."""
    yield Held(_l("Posts"), [_told_post(post) for post in _posts(person)])
    yield Held(
        _l("Posts of others that are yours too"),
        [
            {_l("Address"): post.url, _l("Published"): post.published_at}
            for post in _shared_posts(person)
        ],
    )
    yield _told_talks(person)


def _told_post(post: Post) -> dict[Words, Any]:
    return {
        _l("Campaign"): localised(post.participation.campaign, "name"),
        _l("Kit"): localised(post.kit, "title") if post.kit else "",
        _l("Pictures"): "; ".join(localised(one, "alt") for one in post.pictures),
        _l("Channel"): post.channel.label,
        _l("Address"): post.url,
        _l("The post's own code"): post.shortcode,
        _l("Published"): post.published_at,
        _l("You said the day yourself"): post.is_day_told,
        _l("What it was"): post.words,
        _l("Its text"): post.caption,
        _l("Own words, in percent"): post.own_percent,
        _l("You asked the people in the picture"): post.asked_people,
        _l("Your first line says who you are"): post.shows_disclosure,
        _l("Review"): post.review.label,
        _l("What the organiser wrote"): post.review_reason,
        _l("Answered"): post.reviewed_at,
        _l("Taken out"): post.removed_at,
        _l("Logged"): post.created_at,
    }


def _talks(person: Person) -> list[Conversation]:
    return list(
        db.session.scalars(
            select(Conversation)
            .join(Conversation.participation)
            .where(Participation.ambassador_id.in_(person.places))
            .options(joinedload(Conversation.participation).joinedload(Participation.campaign))
            .order_by(Conversation.happened_on, Conversation.id)
        )
    )


def _told_talks(person: Person) -> Held:
    return Held(
        _l("Conversations"),
        [
            {
                _l("Campaign"): localised(talk.participation.campaign, "name"),
                _l("What was it about?"): TOPICS[talk.topic] if talk.topic else "",
                _l("Where was it?"): talk.place.label if talk.place else "",
                _l("What did it lead to?"): talk.led_to.label if talk.led_to else "",
                _l("Day"): talk.happened_on,
            }
            for talk in _talks(person)
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
                selectinload(Post.sharers),
                joinedload(Post.kit),
            )
            .order_by(Post.published_at, Post.id)
        )
    )


def _shared_posts(person: Person) -> list[Post]:
    mine = select(post_sharer.c.post_id).where(post_sharer.c.participation_id.in_(_parts(person)))
    return list(
        db.session.scalars(
            select(Post).where(Post.id.in_(mine)).order_by(Post.published_at, Post.id)
        )
    )


def _parts(person: Person) -> Select[uuid.UUID]:
    return select(Participation.id).where(Participation.ambassador_id.in_(person.places))


def erase(person: Person) -> None:
    """Leave of each post that counts that there was one on that day: an address leads to people.

    Nothing is kept to recognise it by either, so the same post could be logged again by another.
    What does not count goes altogether.
    """
    mine = post_sharer.c.participation_id.in_(_parts(person))
    db.session.execute(delete(post_sharer).where(mine))
    for post in _posts(person):
        if post.counts:
            _make_nameless(post)
        else:
            db.session.delete(post)
    for talk in _talks(person):
        talk.sent_key = None


def _make_nameless(post: Post) -> None:
    zone = post.participation.campaign.organisation.timezone
    post.published_at = datetime.combine(local_date(post.published_at, zone), NOON)
    post.created_at = post.published_at
    post.pictures.clear()
    post.sharers.clear()
    post.url, post.shortcode = "", f"erased-{uuid.uuid4().hex}"
    post.words = post.caption = post.review_reason = ""
    post.sent_key = None


register(
    "posts",
    title=_l("Posts and conversations"),
    tables=[Post, Conversation, post_picture, post_sharer],
    tell=tell,
    erase=erase,
    untold=["post.sent_key", "conversation.sent_key"],
)
exempt(PostTotal, "how many of a campaign's posts are in which place")
exempt(TalkTotal, "how many of a campaign's conversations were about what")
