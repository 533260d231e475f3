"""Reads about posts that may show a withdrawn picture. No writes, no request, no templates."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ambassadors.models import Ambassador
from campaigns.models import Participation
from campaigns.posts.models import Post
from campaigns.posts.removals.enums import RemovalState
from campaigns.posts.removals.models import PostRemoval
from core.db import db
from media.kits.models import KitItem
from media.library.models import Asset
from media.library.people.withdrawals.models import (
    RemovalNotice,
    Withdrawal,
    WithdrawnPicture,
)


def posts_that_may_show(notices: Iterable[RemovalNotice]) -> list[Post]:
    """Return what the people told have posted that shows a picture or may show it, oldest first.

    Where somebody has said which pictures a post shows, that counts. Any other may show it when it
    was posted since they fetched the picture, and not from a kit that does not hold it.
    """
    found = list(notices)
    since = [
        and_(
            Participation.ambassador_id == notice.ambassador_id,
            Post.published_at >= notice.fetched_at,
        )
        for notice in found
    ]
    taken = select(WithdrawnPicture.asset_id).where(
        WithdrawnPicture.withdrawal_id.in_([notice.withdrawal_id for notice in found])
    )
    told = Participation.ambassador_id.in_([notice.ambassador_id for notice in found])
    shows_it = and_(told, Post.pictures.any(Asset.id.in_(taken)))
    held_it = select(KitItem.id).where(KitItem.kit_id == Post.kit_id, KitItem.asset_id.in_(taken))
    from_there = or_(Post.kit_id.is_(None), held_it.exists())
    return list(
        db.session.scalars(
            select(Post)
            .join(Post.participation)
            .where(or_(shows_it, and_(or_(false(), *since), from_there, ~Post.pictures.any())))
            .options(joinedload(Post.participation), selectinload(Post.pictures))
            .order_by(Post.published_at, Post.id)
        )
    )


def authors_showing(asset_ids: Iterable[uuid.UUID]) -> list[tuple[uuid.UUID, datetime]]:
    """Return whose posts show any of some pictures by their own word, with the first one's time."""
    first = func.min(Post.published_at)
    rows = db.session.execute(
        select(Participation.ambassador_id, first)
        .join(Post, Post.participation_id == Participation.id)
        .where(Post.pictures.any(Asset.id.in_(list(asset_ids))))
        .group_by(Participation.ambassador_id)
        .order_by(first, Participation.ambassador_id)
    )
    return [(ambassador_id, at) for ambassador_id, at in rows]


def posts_showing(asset_id: uuid.UUID) -> list[Post]:
    """Return the posts that show a picture by their authors' word."""
    found = select(Post).where(Post.pictures.any(Asset.id == asset_id))
    return list(db.session.scalars(found.options(selectinload(Post.pictures)).order_by(Post.id)))


def removals_of(withdrawal_id: uuid.UUID) -> list[PostRemoval]:
    """Return the posts asked about after a withdrawal, oldest first."""
    return list(
        db.session.scalars(
            select(PostRemoval)
            .outerjoin(PostRemoval.post)
            .where(PostRemoval.withdrawal_id == withdrawal_id)
            .options(
                joinedload(PostRemoval.post),
                joinedload(PostRemoval.ambassador).joinedload(Ambassador.user),
            )
            .order_by(Post.published_at, PostRemoval.id)
        )
    )


def removals_for(ambassador: Ambassador) -> list[PostRemoval]:
    """Return the posts an ambassador was asked about, those without an answer first."""
    what = selectinload(Withdrawal.pictures).joinedload(WithdrawnPicture.asset)
    return list(
        db.session.scalars(
            select(PostRemoval)
            .where(PostRemoval.ambassador_id == ambassador.id)
            .options(joinedload(PostRemoval.post), joinedload(PostRemoval.withdrawal).options(what))
            .order_by(
                PostRemoval.answered_at.is_not(None), PostRemoval.created_at.desc(), PostRemoval.id
            )
            .limit(50)
        )
    )


def unanswered(ambassador: Ambassador) -> int:
    """Return how many posts an ambassador has still to look at."""
    counted = select(func.count(PostRemoval.id)).where(
        PostRemoval.ambassador_id == ambassador.id, PostRemoval.answered_at.is_(None)
    )
    return db.session.scalar(counted) or 0


def get_removal_for(ambassador: Ambassador, removal_id: uuid.UUID) -> PostRemoval:
    """Return one of the questions to an ambassador; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(PostRemoval).where(
            PostRemoval.id == removal_id, PostRemoval.ambassador_id == ambassador.id
        )
    ).one()


def get_removal(organisation_id: uuid.UUID, removal_id: uuid.UUID) -> PostRemoval:
    """Return one question of an organisation's withdrawals; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(PostRemoval)
        .join(PostRemoval.withdrawal)
        .where(PostRemoval.id == removal_id, Withdrawal.organisation_id == organisation_id)
    ).one()


def waiting_in(withdrawal_id: uuid.UUID) -> list[PostRemoval]:
    """Return the questions of a withdrawal that nobody has answered, oldest first."""
    return [one for one in removals_of(withdrawal_id) if one.state is RemovalState.ASKED]


def open_about(asset_ids: Iterable[uuid.UUID]) -> list[PostRemoval]:
    """Return the unsettled questions of withdrawals of some pictures, the first asked first."""
    about = WithdrawnPicture.asset_id.in_(list(asset_ids))
    return list(
        db.session.scalars(
            select(PostRemoval)
            .join(PostRemoval.withdrawal)
            .where(PostRemoval.answered_at.is_(None), Withdrawal.pictures.any(about))
            .options(
                joinedload(PostRemoval.post).selectinload(Post.pictures),
                joinedload(PostRemoval.withdrawal)
                .selectinload(Withdrawal.pictures)
                .joinedload(WithdrawnPicture.asset),
            )
            .order_by(PostRemoval.created_at, PostRemoval.id)
        )
    )
