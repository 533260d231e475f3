"""How many posts of a campaign are in which place, kept in step with the posts themselves.

``results.recounting`` proves it each night.
"""

import uuid
from collections import Counter
from typing import Any

from sqlalchemy import Connection, delete, event, func, select
from sqlalchemy.orm import Mapper, attributes

from campaigns.posts.enums import COUNTING, PostChannel
from campaigns.posts.models import Post, PostTotal
from campaigns.posts.queries import counting
from core.db import count_up_all, db, insert_into, table_of, utcnow

KEYS = ["campaign_id", "channel"]


def connect() -> None:
    """Start keeping step; connecting twice is harmless."""
    for moment, keep in (
        ("after_insert", _added),
        ("after_update", _changed),
        ("before_delete", _deleted),
    ):
        if not event.contains(Post, moment, keep):
            event.listen(Post, moment, keep)


def _added(_mapper: Mapper[Post], connection: Connection, post: Post) -> None:
    if post.counts:
        _count(connection, post.campaign_id, Counter({post.channel: 1}))


def _changed(_mapper: Mapper[Post], connection: Connection, post: Post) -> None:
    moved = Counter({_before(post): -1})
    moved.update({post.channel if post.counts else None: 1})
    _count(connection, post.campaign_id, moved)


def _deleted(_mapper: Mapper[Post], connection: Connection, post: Post) -> None:
    if post.counts:
        _count(connection, post.campaign_id, Counter({post.channel: -1}))


def _before(post: Post) -> PostChannel | None:
    """Return the place a post counted in as it stood in the database."""
    removed_at, review, channel = (_was(post, name) for name in ("removed_at", "review", "channel"))
    was: PostChannel | None = channel if removed_at is None and review in COUNTING else None
    return was


def _was(post: Post, name: str) -> Any:
    changed = attributes.get_history(post, name)
    return changed.deleted[0] if changed.deleted else getattr(post, name)


def _count(connection: Connection, campaign_id: uuid.UUID, by: Counter[PostChannel | None]) -> None:
    """Add to a campaign's places, making a row where one is absent."""
    table = table_of(PostTotal)
    for channel, number in sorted((one for one in by.items() if one[0] and one[1]), key=str):
        row = {"campaign_id": campaign_id, "channel": channel, "posts": number}
        made = insert_into(table).values({"id": uuid.uuid4(), "created_at": utcnow(), **row})
        raised = {"posts": table.c.posts + number}
        connection.execute(made.on_conflict_do_update(index_elements=KEYS, set_=raised))


def differing() -> set[uuid.UUID]:
    """Return the campaigns in which a place's total differs from its posts."""
    kept = select(PostTotal.campaign_id, PostTotal.channel, PostTotal.posts)
    found = select(Post.campaign_id, Post.channel, func.count()).where(counting())
    return {
        campaign_id
        for campaign_id, *_ in set(db.session.execute(kept.where(PostTotal.posts != 0)))
        ^ set(db.session.execute(found.group_by(Post.campaign_id, Post.channel)))
    }


def hold(campaign_id: uuid.UUID) -> None:
    """Let a campaign's totals stand still, before anything else is taken."""
    here = select(PostTotal.id).where(PostTotal.campaign_id == campaign_id)
    db.session.execute(here.order_by(PostTotal.channel).with_for_update()).all()


def count_anew(campaign_id: uuid.UUID) -> None:
    """Set a campaign's totals to what its posts add up to."""
    here = delete(PostTotal).where(PostTotal.campaign_id == campaign_id)
    db.session.execute(here.execution_options(synchronize_session=False))
    rows = db.session.execute(
        select(Post.campaign_id, Post.channel, func.count().label("posts"))
        .where(Post.campaign_id == campaign_id, counting())
        .group_by(Post.campaign_id, Post.channel)
    )
    found = [dict(row) for row in rows.mappings()]
    count_up_all(table_of(PostTotal), KEYS, ["posts"], found)
