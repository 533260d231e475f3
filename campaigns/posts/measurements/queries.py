"""Reads about measurements. No writes, no request, no templates."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import joinedload

from accounts.models import User
from ambassadors.models import Ambassador
from campaigns.models import Campaign, Participation
from campaigns.posts import queries as post_queries
from campaigns.posts.enums import PostChannel
from campaigns.posts.measurements.enums import Number, Source
from campaigns.posts.measurements.models import Measurement
from campaigns.posts.measurements.readings import Reading
from campaigns.posts.models import Post
from campaigns.posts.screenshots.models import Screenshot
from core.db import db, is_one_of

SHOWN = 50
# A talk and a stand have people, and no numbers to read.
MEASURED = [one for one in PostChannel if one not in (PostChannel.TALK, PostChannel.STAND)]
ONE_TAP = timedelta(seconds=20)
COUNTS: ColumnElement[bool] = Measurement.taken_back_at.is_(None)


def of_posts(post_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Measurement]]:
    """Return what has been measured of each post, oldest first, in one query."""
    found: dict[uuid.UUID, list[Measurement]] = {one: [] for one in post_ids}
    rows = db.session.scalars(
        select(Measurement)
        .where(Measurement.post_id.in_(found), COUNTS)
        .options(joinedload(Measurement.by), joinedload(Measurement.proof))
        .order_by(Measurement.taken_at, Measurement.created_at, Measurement.id)
    )
    for one in rows:
        found[one.post_id].append(one)
    return found


def own_posts(ambassador: Ambassador) -> list[Post]:
    """Return an ambassador's latest posts that have numbers at all, newest first."""
    hers = select(Participation.id).where(Participation.ambassador_id == ambassador.id)
    found = post_queries.own_posts(ambassador).where(
        Post.participation_id.in_(hers), Post.channel.in_(MEASURED)
    )
    return list(db.session.scalars(found.limit(SHOWN)))


def posts_of(organisation_id: uuid.UUID, cohort_id: uuid.UUID | None) -> Select[Post]:
    """Return the statement for an organisation's posts, or one cohort's, newest first."""
    every = post_queries.posts_of_organisation(organisation_id).where(
        Post.removed_at.is_(None), Post.channel.in_(MEASURED)
    )
    if cohort_id is None:
        return every
    places = select(Ambassador.id).where(Ambassador.cohort_id == cohort_id)
    return every.where(Participation.ambassador_id.in_(places))


def get_post(organisation_id: uuid.UUID, post_id: uuid.UUID) -> Post:
    """Return one post of an organisation; NoResultFound becomes a 404."""
    return db.session.scalars(
        post_queries.posts_of_organisation(organisation_id).where(Post.id == post_id)
    ).one()


def get_own(post: Post, measurement_id: uuid.UUID) -> Measurement:
    """Return one measurement of a post; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Measurement).where(
            Measurement.id == measurement_id, Measurement.post_id == post.id, COUNTS
        )
    ).one()


def just_written(post: Post, reading: Reading, by: User) -> Measurement | None:
    """Return what the first of two quick taps has kept, if it said the same."""
    return db.session.scalar(
        select(Measurement)
        .where(
            Measurement.post_id == post.id,
            Measurement.by_id == by.id,
            Measurement.source == Source.BY_HAND,
            Measurement.taken_at > reading.taken_at - ONE_TAP,
            COUNTS,
            and_(
                *(
                    getattr(Measurement, number).is_not_distinct_from(reading.numbers.get(number))
                    for number in Number
                )
            ),
        )
        .limit(1)
    )


def screenshot_of(post: Post, checksum: str) -> Screenshot | None:
    """Return the very same screenshot of a post, if it was sent before."""
    return db.session.scalar(
        select(Screenshot).where(Screenshot.post_id == post.id, Screenshot.checksum == checksum)
    )


def posts_by_code(organisation_id: uuid.UUID, shortcodes: Iterable[str]) -> dict[str, list[Post]]:
    """Return an organisation's logged posts by their code; one may be in several campaigns."""
    found: dict[str, list[Post]] = {}
    rows = db.session.scalars(
        select(Post)
        .join(Post.participation)
        .join(Participation.campaign)
        .where(
            Campaign.organisation_id == organisation_id,
            Post.removed_at.is_(None),
            is_one_of(Post.shortcode, set(shortcodes)),
        )
        .options(
            joinedload(Post.participation)
            .joinedload(Participation.ambassador)
            .joinedload(Ambassador.user)
        )
        .order_by(Post.created_at, Post.id)
    )
    for post in rows:
        found.setdefault(post.shortcode, []).append(post)
    return found


def from_source(post_ids: Collection[uuid.UUID], source: Source) -> Sequence[Measurement]:
    """Return what was read of some posts from a source already, taken back or not."""
    return db.session.scalars(
        select(Measurement)
        .where(Measurement.post_id.in_(post_ids), Measurement.source == source)
        .order_by(Measurement.taken_at, Measurement.id)
    ).all()


@dataclass(frozen=True)
class Coverage:
    """How many posts there are, and of how many any number is known."""

    posts: int
    measured: int


def coverage(organisation_id: uuid.UUID, cohort_id: uuid.UUID | None) -> Coverage:
    """Count posts, and those with a measurement."""
    posts = (
        select(Post.id)
        .join(Post.participation)
        .join(Participation.campaign)
        .where(
            Campaign.organisation_id == organisation_id,
            Post.removed_at.is_(None),
            Post.channel.in_(MEASURED),
        )
    )
    if cohort_id is not None:
        places = select(Ambassador.id).where(Ambassador.cohort_id == cohort_id)
        posts = posts.where(Participation.ambassador_id.in_(places))
    has_one = select(Measurement.id).where(Measurement.post_id == Post.id, COUNTS).exists()
    every, measured = (
        db.session.scalar(select(func.count()).select_from(one.subquery())) or 0
        for one in (posts, posts.where(has_one))
    )
    return Coverage(every, measured)
