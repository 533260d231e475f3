"""Reads about screenshots. No writes, no request, no templates."""

import uuid
from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ambassadors.models import Ambassador
from campaigns.models import Campaign, Participation
from campaigns.posts.models import Post
from campaigns.posts.screenshots.models import Screenshot
from campaigns.posts.screenshots.taking import Taken
from core.db import db


def same_in(campaign_id: uuid.UUID, checksum: str) -> Post | None:
    """Return the post of a campaign that has this very screenshot already."""
    return db.session.scalar(
        select(Post)
        .join(Screenshot, Screenshot.post_id == Post.id)
        .where(Post.campaign_id == campaign_id, Screenshot.checksum == checksum)
        .options(joinedload(Post.participation))
        .order_by(Post.created_at, Post.id)
        .limit(1)
    )


def twin_of(post: Post) -> Post | None:
    """Return a post of the same campaign that is in the log with a screenshot of this one."""
    pictures = select(Screenshot.checksum).where(Screenshot.post_id == post.id)
    return db.session.scalar(
        select(Post)
        .join(Screenshot, Screenshot.post_id == Post.id)
        .where(
            Post.campaign_id == post.campaign_id,
            Post.id != post.id,
            Post.removed_at.is_(None),
            Screenshot.checksum.in_(pictures),
        )
        .order_by(Post.created_at, Post.id)
        .limit(1)
    )


def has_checksum(post_id: uuid.UUID, taken: Taken) -> bool:
    """Say whether a post has this very screenshot already."""
    found = select(Screenshot.id).where(
        Screenshot.post_id == post_id, Screenshot.checksum == taken.facts.checksum
    )
    return db.session.scalar(found) is not None


def of_posts(post_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Screenshot]]:
    """Return the screenshots of some posts, oldest first, in one query."""
    found: dict[uuid.UUID, list[Screenshot]] = {one: [] for one in post_ids}
    rows = db.session.scalars(
        select(Screenshot)
        .where(Screenshot.post_id.in_(post_ids))
        .order_by(Screenshot.created_at, Screenshot.id)
    )
    for one in rows:
        found[one.post_id].append(one)
    return found


def keys_of(screenshots: Iterable[Screenshot]) -> list[str]:
    """Return under which keys the files of screenshots lie."""
    return [key for one in screenshots for key in one.keys]


def get_own(ambassador: Ambassador, screenshot_id: uuid.UUID) -> Screenshot:
    """Return one of an ambassador's own screenshots; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Screenshot)
        .join(Screenshot.post)
        .join(Post.participation)
        .where(Screenshot.id == screenshot_id, Participation.ambassador_id == ambassador.id)
    ).one()


def get_of_organisation(organisation_id: uuid.UUID, screenshot_id: uuid.UUID) -> Screenshot:
    """Return one screenshot of an organisation's posts; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Screenshot)
        .join(Screenshot.post)
        .join(Post.participation)
        .join(Participation.campaign)
        .where(Screenshot.id == screenshot_id, Campaign.organisation_id == organisation_id)
    ).one()
