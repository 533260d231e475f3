"""Reads about look-ups: who agreed, what is next, and how the gate stands."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from ambassadors.enums import AmbassadorStatus
from ambassadors.models import Ambassador, Cohort
from campaigns.models import Campaign, Participation
from campaigns.posts.enums import PostChannel
from campaigns.posts.measurements.look_ups.enums import LookUpState
from campaigns.posts.measurements.look_ups.models import (
    InstagramGate,
    LookUp,
    LookUpStop,
    LookUpYes,
)
from campaigns.posts.measurements.look_ups.pacing import AGES
from campaigns.posts.models import Post
from core.db import db

GATE = "instagram"


def find_yes(ambassador: Ambassador) -> LookUpYes | None:
    """Return an ambassador's yes, also one she has taken back."""
    return db.session.scalar(select(LookUpYes).where(LookUpYes.ambassador_id == ambassador.id))


def has_agreed(ambassador: Ambassador) -> bool:
    """Say whether an ambassador's yes holds."""
    yes = find_yes(ambassador)
    return yes is not None and yes.withdrawn_at is None


def _may_be_asked() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions under which anybody asks about a post at all.

    The statement has joined its participation, her place and the campaign.
    """
    yeses = select(LookUpYes.ambassador_id).where(LookUpYes.withdrawn_at.is_(None))
    stopped = exists().where(LookUpStop.organisation_id == Campaign.organisation_id)
    return (
        Post.channel == PostChannel.INSTAGRAM,
        Post.url != "",
        Post.removed_at.is_(None),
        Ambassador.status == AmbassadorStatus.ACTIVE,
        Ambassador.erased_at.is_(None),
        Participation.ambassador_id.in_(yeses),
        ~stopped,
    )


def _asked() -> Select[LookUp]:
    return (
        select(LookUp)
        .join(LookUp.post)
        .join(Post.participation)
        .join(Participation.ambassador)
        .join(Participation.campaign)
        .where(LookUp.state == LookUpState.WAITING, *_may_be_asked())
        .options(contains_eager(LookUp.post))
        .order_by(LookUp.due_at, LookUp.id)
    )


def next_to_ask(now: datetime) -> LookUp | None:
    """Return the look-up that has been due longest."""
    return db.session.scalar(_asked().where(LookUp.due_at <= now).limit(1))


def find_to_ask(look_up_id: uuid.UUID) -> LookUp | None:
    """Return a look-up if its post may still be asked about."""
    return db.session.scalar(_asked().where(LookUp.id == look_up_id))


def waiting(organisation_id: uuid.UUID) -> Sequence[LookUp]:
    """Return the plan for an organisation, next first, with whose post it is."""
    return db.session.scalars(
        _asked()
        .where(Campaign.organisation_id == organisation_id)
        .options(
            contains_eager(LookUp.post)
            .contains_eager(Post.participation)
            .contains_eager(Participation.ambassador)
            .joinedload(Ambassador.user)
        )
        .limit(100)
    ).all()


def queue() -> list[tuple[uuid.UUID, datetime]]:
    """Return every organisation's look-ups with their days, next first: all share one gate."""
    rows = _asked().with_only_columns(LookUp.id, LookUp.due_at).limit(1_000)
    return [(look_up_id, due_at) for look_up_id, due_at in db.session.execute(rows)]


def posts_to_plan(now: datetime, limit: int) -> Sequence[Post]:
    """Return posts young enough to be looked up that nobody has planned yet, oldest first."""
    return db.session.scalars(
        select(Post)
        .join(Post.participation)
        .join(Participation.ambassador)
        .join(Participation.campaign)
        .where(
            Post.published_at > now - AGES[-1],
            ~exists().where(LookUp.post_id == Post.id),
            *_may_be_asked(),
        )
        .order_by(Post.published_at, Post.id)
        .limit(limit)
    ).all()


def not_seen(organisation_id: uuid.UUID) -> Sequence[LookUp]:
    """Return look-ups Instagram showed no post for, the latest first."""
    return db.session.scalars(
        select(LookUp)
        .join(LookUp.post)
        .join(Post.participation)
        .join(Participation.campaign)
        .where(
            LookUp.state == LookUpState.NOT_SEEN,
            Campaign.organisation_id == organisation_id,
            Post.removed_at.is_(None),
        )
        .options(
            joinedload(LookUp.post)
            .joinedload(Post.participation)
            .joinedload(Participation.ambassador)
            .joinedload(Ambassador.user)
        )
        .order_by(LookUp.asked_at.desc(), LookUp.id)
        .limit(20)
    ).all()


def of_post(post: Post) -> LookUp | None:
    """Return the plan for one post."""
    return db.session.scalar(select(LookUp).where(LookUp.post_id == post.id))


def gate() -> InstagramGate | None:
    """Return how the way to Instagram stands; None while nobody has asked anything."""
    return db.session.scalar(select(InstagramGate).where(InstagramGate.name == GATE))


def stop_of(organisation_id: uuid.UUID) -> LookUpStop | None:
    """Return when an organisation has stopped all look-ups, if it has."""
    return db.session.scalar(
        select(LookUpStop).where(LookUpStop.organisation_id == organisation_id)
    )


@dataclass(frozen=True)
class Agreed:
    """How many of an organisation's active ambassadors have said yes."""

    people: int
    of: int


def agreed(organisation_id: uuid.UUID) -> Agreed:
    """Count active ambassadors, and those whose yes holds."""
    yes = exists().where(LookUpYes.ambassador_id == Ambassador.id, LookUpYes.withdrawn_at.is_(None))
    active = (
        select(func.count(Ambassador.id))
        .join(Ambassador.cohort)
        .where(
            Cohort.organisation_id == organisation_id,
            Ambassador.status == AmbassadorStatus.ACTIVE,
            Ambassador.erased_at.is_(None),
        )
    )
    return Agreed(
        people=db.session.scalar(active.where(yes)) or 0, of=db.session.scalar(active) or 0
    )
