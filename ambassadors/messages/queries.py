"""Reads about messages. No writes, no request, no templates."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from ambassadors.enums import AmbassadorStatus, CohortStatus, MailDigest
from ambassadors.messages.enums import IdeaKind
from ambassadors.messages.models import Announcement, AnnouncementDelivery, Idea, IdeaReply
from ambassadors.messages.signals import has_declined
from ambassadors.messages.timing import is_quiet
from ambassadors.models import Ambassador, Cohort
from ambassadors.queries import is_paused
from core.db import db

Wave: TypeAlias = tuple[uuid.UUID, uuid.UUID]  # the first and the last in line
MOST_ANSWERED = 30
MOST_ANNOUNCEMENTS = 20


@dataclass(frozen=True)
class Audience:
    """How many would get an announcement, and how many are left in peace and why."""

    told: int
    paused: int
    only_needed: int
    declined: int


@dataclass(frozen=True)
class Told:
    """How many of those in line have been told."""

    told: int
    of: int


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
            joinedload(Idea.owner),
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
        select(Idea.created_at, Idea.answered_at)
        .join(Idea.ambassador)
        .join(Ambassador.cohort)
        .where(
            Cohort.organisation_id == organisation_id,
            Idea.created_at >= since,
            Idea.answered_at.is_not(None),
        )
    )
    taken = [answered - asked for asked, answered in rows if answered]
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


def audience_of(cohort: Cohort, on: date, about_id: uuid.UUID | None = None) -> Audience:
    """Return how many in a cohort take part, are not on a break and want to hear of something."""
    paused, only_needed = is_paused(on), Ambassador.mail_digest == MailDigest.NEEDED
    declined = has_declined(about_id)
    row = db.session.execute(
        select(
            func.count().filter(~paused, ~only_needed, ~declined),
            func.count().filter(paused),
            func.count().filter(~paused, only_needed),
            func.count().filter(~paused, ~only_needed, declined),
        )
        .select_from(Ambassador)
        .where(Ambassador.cohort_id == cohort.id, Ambassador.status == AmbassadorStatus.ACTIVE)
    ).one()
    return Audience(*row)


def people_to_line_up(announcement: Announcement, on: date, *, limit: int) -> list[uuid.UUID]:
    """Return the next who are to get an announcement and are not in line yet, in order."""
    last = db.session.scalar(
        select(AnnouncementDelivery.ambassador_id)
        .where(AnnouncementDelivery.announcement_id == announcement.id)
        .order_by(AnnouncementDelivery.ambassador_id.desc())
        .limit(1)
    )
    people = (
        select(Ambassador.id)
        .where(
            Ambassador.cohort_id == announcement.cohort_id,
            Ambassador.status == AmbassadorStatus.ACTIVE,
            Ambassador.mail_digest != MailDigest.NEEDED,
            ~is_paused(on),
            ~has_declined(announcement.about_id),
        )
        .order_by(Ambassador.id)
        .limit(limit)
    )
    return list(db.session.scalars(people.where(Ambassador.id > last) if last else people))


def in_line(announcement_id: uuid.UUID) -> list[uuid.UUID]:
    """Return everybody who waits for an announcement, in order."""
    return list(
        db.session.scalars(
            select(AnnouncementDelivery.ambassador_id)
            .where(
                AnnouncementDelivery.announcement_id == announcement_id,
                AnnouncementDelivery.sent_at.is_(None),
            )
            .order_by(AnnouncementDelivery.ambassador_id)
        )
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


def _waiting(announcement_id: uuid.UUID, on: date) -> Select[AnnouncementDelivery]:
    return (
        select(AnnouncementDelivery)
        .join(AnnouncementDelivery.ambassador)
        .join(Ambassador.cohort)
        .where(
            AnnouncementDelivery.announcement_id == announcement_id,
            AnnouncementDelivery.sent_at.is_(None),
            Ambassador.status == AmbassadorStatus.ACTIVE,
            Ambassador.mail_digest == MailDigest.AT_ONCE,
            Cohort.status == CohortStatus.OPEN,
            ~is_paused(on),
        )
        .options(
            joinedload(AnnouncementDelivery.ambassador).joinedload(Ambassador.user),
        )
        .order_by(AnnouncementDelivery.ambassador_id)
        .with_for_update(of=AnnouncementDelivery, skip_locked=True)
    )


def waiting_deliveries(
    announcement_id: uuid.UUID,
    on: date,
    *,
    limit: int,
    wave: Wave | None = None,
    at_hour: int | None = None,
) -> list[AnnouncementDelivery]:
    """Return some of those who are to be told as news comes; of one wave, at one hour.

    Who has left or paused since is left in peace, and so is everybody once the season is over.
    Rows that somebody else is sending just now are left to them.
    """
    wanted = _waiting(announcement_id, on).limit(limit)
    if wave is not None:
        wanted = wanted.where(AnnouncementDelivery.ambassador_id.between(*wave))
    if at_hour is not None:
        wanted = wanted.where(~is_quiet(at_hour))
    return list(db.session.scalars(wanted))


def count_sent(announcement_id: uuid.UUID) -> int:
    """Return how many have been told."""
    return progress_of([announcement_id]).get(announcement_id, Told(0, 0)).told


def progress_of(announcement_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Told]:
    """Return how far some announcements have come, in one query."""
    rows = db.session.execute(
        select(
            AnnouncementDelivery.announcement_id,
            func.count().filter(AnnouncementDelivery.sent_at.is_not(None)),
            func.count(),
        )
        .where(AnnouncementDelivery.announcement_id.in_(announcement_ids))
        .group_by(AnnouncementDelivery.announcement_id)
    )
    return {announcement_id: Told(told, of) for announcement_id, told, of in rows}
