"""Reads about posts that wait to be looked at, and about what a cohort tells as a whole."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from accounts.models import User
from ambassadors.models import Ambassador, Cohort
from campaigns.models import Campaign, Participation
from campaigns.posts.enums import ReviewState
from campaigns.posts.models import Post
from campaigns.posts.queries import counting
from core.db import db

FEWEST_PEOPLE = 5  # below that a share would tell of somebody
WAITS = (Post.review == ReviewState.WAITING, Post.removed_at.is_(None))


@dataclass(frozen=True)
class Share:
    """What a cohort tells as a whole: shares in percent, and of how many posts."""

    cohort: Cohort
    posts: int
    asked_people: int | None
    shows_disclosure: int | None
    own_words: int | None
    with_text: int


def _waiting(organisation_id: uuid.UUID) -> Select[Post]:
    by = joinedload(Post.participation)
    return (
        select(Post)
        .join(Post.participation)
        .join(Participation.campaign)
        .where(Campaign.organisation_id == organisation_id, *WAITS)
        .options(
            by.joinedload(Participation.campaign).joinedload(Campaign.organisation),
            by.joinedload(Participation.ambassador).joinedload(Ambassador.user),
            by.joinedload(Participation.ambassador).joinedload(Ambassador.cohort),
            selectinload(Post.pictures),
        )
        .order_by(Post.sent_in_at, Post.id)
    )


def next_waiting(organisation_id: uuid.UUID, user: User) -> Post | None:
    """Return the post that has waited longest; what somebody has told themselves comes last."""
    hers = select(Ambassador.id).where(Ambassador.user_id == user.id)
    is_hers = Participation.ambassador_id.in_(hers)
    found = _waiting(organisation_id).order_by(None)
    return db.session.scalar(found.order_by(is_hers, Post.sent_in_at, Post.id).limit(1))


def is_by(post: Post, user: User) -> bool:
    """Say whether somebody has told this post themselves, alone or with others."""
    return user.id in {one.ambassador.user_id for one in (post.participation, *post.sharers)}


def count_waiting(organisation_id: uuid.UUID) -> int:
    """Return how many posts of an organisation wait to be looked at."""
    counted = (
        select(func.count(Post.id))
        .join(Post.participation)
        .join(Participation.campaign)
        .where(Campaign.organisation_id == organisation_id, *WAITS)
    )
    return db.session.scalar(counted) or 0


def get_post(organisation_id: uuid.UUID, post_id: uuid.UUID) -> Post:
    """Return one post of an organisation; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Post)
        .join(Post.participation)
        .join(Participation.campaign)
        .where(Campaign.organisation_id == organisation_id, Post.id == post_id)
        .options(joinedload(Post.participation).joinedload(Participation.campaign))
    ).one()


def waiting_in(cohort: Cohort) -> Sequence[Post]:
    """Return what waits in a cohort, the one that has waited longest first."""
    return db.session.scalars(
        select(Post)
        .join(Post.participation)
        .join(Participation.ambassador)
        .where(Ambassador.cohort_id == cohort.id, *WAITS)
        .options(joinedload(Post.participation).joinedload(Participation.campaign))
        .order_by(Post.sent_in_at, Post.id)
    ).all()


def cohorts_of(organisation_id: uuid.UUID) -> Sequence[Cohort]:
    """Return an organisation's cohorts by season, the newest first."""
    return db.session.scalars(
        select(Cohort)
        .where(Cohort.organisation_id == organisation_id)
        .order_by(Cohort.season_start.desc(), Cohort.name)
    ).all()


def get_cohort(organisation_id: uuid.UUID, cohort_id: uuid.UUID) -> Cohort:
    """Return one cohort of an organisation; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Cohort).where(Cohort.id == cohort_id, Cohort.organisation_id == organisation_id)
    ).one()


def shares(organisation_id: uuid.UUID) -> list[Share]:
    """Return what cohorts tell as a whole, where five people or more have told something.

    A share is None where nobody was asked, that of own words where fewer than five pasted a text.
    """
    people = func.count(Ambassador.id.distinct())
    rows = db.session.execute(
        select(
            Cohort,
            func.count(Post.id),
            _percent(Post.asked_people),
            _percent(Post.shows_disclosure),
            func.avg(Post.own_percent),
            func.count(Post.own_percent),
            people.filter(Post.own_percent.is_not(None)),
        )
        .join(Ambassador, Ambassador.cohort_id == Cohort.id)
        .join(Participation, Participation.ambassador_id == Ambassador.id)
        .join(Post, Post.participation_id == Participation.id)
        .where(Cohort.organisation_id == organisation_id, counting())
        .group_by(Cohort.id)
        .having(people >= FEWEST_PEOPLE)
        .order_by(Cohort.season_start.desc(), Cohort.name)
    )
    return [_share(*row) for row in rows]


def _share(
    cohort: Cohort,
    posts: int,
    asked: float | None,
    marked: float | None,
    own: float | None,
    texts: int,
    writers: int,
) -> Share:
    return Share(
        cohort=cohort,
        posts=posts,
        asked_people=None if asked is None else round(asked),
        shows_disclosure=None if marked is None else round(marked),
        own_words=round(own) if own is not None and writers >= FEWEST_PEOPLE else None,
        with_text=texts,
    )


def _percent(said: InstrumentedAttribute[bool | None]) -> ColumnElement[float | Decimal]:
    """Return the share who said so among those who were asked; None where nobody was."""
    return 100.0 * func.count(Post.id).filter(said.is_(True)) / func.nullif(func.count(said), 0)
