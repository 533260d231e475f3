"""Reads about messages. No writes, no request, no templates."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from ambassadors.enums import AmbassadorStatus, CohortStatus
from ambassadors.messages.enums import IdeaKind
from ambassadors.messages.models import Announcement, AnnouncementDelivery, Idea, IdeaReply
from ambassadors.models import Ambassador, Cohort
from ambassadors.queries import is_paused
from core.db import db

MOST_ANSWERED = 30
MOST_ANNOUNCEMENTS = 20


@dataclass(frozen=True)
class Audience:
    """Who would get an announcement, and how many are left in peace."""

    ambassador_ids: tuple[uuid.UUID, ...]
    paused: int


def ideas_of(ambassador: Ambassador) -> list[Idea]:
    """Return what an ambassador has written, newest first, with the answers."""
    return list(
        db.session.scalars(
            select(Idea)
            .where(Idea.ambassador_id == ambassador.id)
            .options(selectinload(Idea.replies).joinedload(IdeaReply.written_by))
            .order_by(Idea.created_at.desc(), Idea.id)
        )
    )


def find_same_idea(
    ambassador: Ambassador, kind: IdeaKind, text: str, *, since: datetime
) -> Idea | None:
    """Return the same words sent a moment ago, as when a form is sent twice."""
    return db.session.scalar(
        select(Idea)
        .where(
            Idea.ambassador_id == ambassador.id,
            Idea.kind == kind,
            Idea.text == text,
            Idea.created_at >= since,
        )
        .limit(1)
    )


def _ideas_in(organisation_id: uuid.UUID) -> Select[Idea]:
    return (
        select(Idea)
        .join(Idea.ambassador)
        .join(Ambassador.cohort)
        .where(Cohort.organisation_id == organisation_id)
        .options(
            joinedload(Idea.ambassador).joinedload(Ambassador.user),
            joinedload(Idea.ambassador).joinedload(Ambassador.cohort),
            selectinload(Idea.replies).joinedload(IdeaReply.written_by),
        )
    )


def waiting_ideas(organisation_id: uuid.UUID) -> list[Idea]:
    """Return what nobody has answered, the one that has waited longest first."""
    return list(
        db.session.scalars(
            _ideas_in(organisation_id).where(~Idea.replies.any()).order_by(Idea.created_at, Idea.id)
        )
    )


def answered_ideas(organisation_id: uuid.UUID) -> list[Idea]:
    """Return the newest of what was answered."""
    return list(
        db.session.scalars(
            _ideas_in(organisation_id)
            .where(Idea.replies.any())
            .order_by(Idea.created_at.desc(), Idea.id)
            .limit(MOST_ANSWERED)
        )
    )


def get_idea(organisation_id: uuid.UUID, idea_id: uuid.UUID) -> Idea:
    """Return one idea of an organisation with its answers; NoResultFound becomes a 404."""
    return db.session.scalars(_ideas_in(organisation_id).where(Idea.id == idea_id)).one()


def average_answer_time(organisation_id: uuid.UUID, *, since: datetime) -> timedelta | None:
    """Return how long first answers took on average for what was written since a moment."""
    rows = db.session.execute(
        select(Idea.created_at, func.min(IdeaReply.created_at))
        .join(IdeaReply, IdeaReply.idea_id == Idea.id)
        .join(Idea.ambassador)
        .join(Ambassador.cohort)
        .where(Cohort.organisation_id == organisation_id, Idea.created_at >= since)
        .group_by(Idea.id, Idea.created_at)
    )
    taken = [answered - asked for asked, answered in rows]
    return sum(taken, timedelta()) / len(taken) if taken else None


def cohorts_to_tell(organisation_id: uuid.UUID) -> list[Cohort]:
    """Return the cohorts whose season is on, newest first."""
    return list(
        db.session.scalars(
            select(Cohort)
            .where(Cohort.organisation_id == organisation_id, Cohort.status == CohortStatus.OPEN)
            .order_by(Cohort.season_start.desc(), Cohort.name)
        )
    )


def audience_of(cohort: Cohort, on: date) -> Audience:
    """Return who in a cohort takes part and is not on a break."""
    rows = db.session.execute(
        select(Ambassador.id, is_paused(on))
        .where(Ambassador.cohort_id == cohort.id, Ambassador.status == AmbassadorStatus.ACTIVE)
        .order_by(Ambassador.joined_at, Ambassador.id)
    ).all()
    return Audience(
        tuple(person for person, paused in rows if not paused),
        sum(bool(paused) for _person, paused in rows),
    )


def find_announcement(
    organisation_id: uuid.UUID, announcement_id: uuid.UUID
) -> Announcement | None:
    """Return one announcement of an organisation."""
    return db.session.scalar(
        select(Announcement)
        .join(Announcement.cohort)
        .where(Announcement.id == announcement_id, Cohort.organisation_id == organisation_id)
    )


def announcements(organisation_id: uuid.UUID) -> list[Announcement]:
    """Return an organisation's newest announcements."""
    return list(
        db.session.scalars(
            select(Announcement)
            .join(Announcement.cohort)
            .where(Cohort.organisation_id == organisation_id)
            .options(joinedload(Announcement.cohort))
            .order_by(Announcement.created_at.desc(), Announcement.id)
            .limit(MOST_ANNOUNCEMENTS)
        )
    )


def waiting_deliveries(
    announcement_id: uuid.UUID, on: date, *, limit: int
) -> list[AnnouncementDelivery]:
    """Return some of those still to be told; who has left or paused since is left in peace."""
    return list(
        db.session.scalars(
            select(AnnouncementDelivery)
            .join(AnnouncementDelivery.ambassador)
            .where(
                AnnouncementDelivery.announcement_id == announcement_id,
                AnnouncementDelivery.sent_at.is_(None),
                Ambassador.status == AmbassadorStatus.ACTIVE,
                ~is_paused(on),
            )
            .options(
                joinedload(AnnouncementDelivery.ambassador).joinedload(Ambassador.user),
            )
            .order_by(AnnouncementDelivery.id)
            .limit(limit)
        )
    )


def count_sent(announcement_id: uuid.UUID) -> int:
    """Return how many have been told."""
    return (
        db.session.scalar(
            select(func.count(AnnouncementDelivery.id)).where(
                AnnouncementDelivery.announcement_id == announcement_id,
                AnnouncementDelivery.sent_at.is_not(None),
            )
        )
        or 0
    )
