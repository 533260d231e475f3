"""Writes of messages. Routes commit."""

import uuid
from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError, NoResultFound

from accounts import audit
from accounts.models import User
from ambassadors.messages import queries
from ambassadors.messages.enums import IdeaKind
from ambassadors.messages.errors import NobodyToTell
from ambassadors.messages.models import Announcement, AnnouncementDelivery, Idea, IdeaReply
from ambassadors.models import Ambassador, Cohort
from core import jobs
from core.db import db, utcnow

SENT_TWICE = timedelta(minutes=10)


def write_idea(ambassador: Ambassador, *, kind: IdeaKind, text: str) -> Idea:
    """Keep an idea or a question; the same words sent twice in a row are kept once."""
    earlier = queries.find_same_idea(ambassador, kind, text, since=utcnow() - SENT_TWICE)
    if earlier:
        return earlier
    idea = Idea(ambassador_id=ambassador.id, kind=kind, text=text)
    db.session.add(idea)
    return idea


def reply(idea: Idea, *, text: str, actor: User) -> IdeaReply | None:
    """Answer an idea; None when these very words were just sent.

    Whoever answers first is the one it belongs to, unless somebody has said so before.
    """
    last = idea.replies[-1] if idea.replies else None
    if last and last.text == text and last.written_by_id == actor.id:
        return None
    answer = IdeaReply(text=text, written_by=actor)
    idea.replies.append(answer)
    idea.answered_at = idea.answered_at or utcnow()
    idea.owner = idea.owner or actor
    return answer


def take(idea: Idea, *, actor: User) -> None:
    """Let somebody be the one who answers an idea, also instead of another."""
    idea.owner = actor


def announce(
    cohort: Cohort,
    *,
    announcement_id: uuid.UUID,
    subject: str,
    body: str,
    actor: User,
    on: date,
    about_id: uuid.UUID | None = None,
) -> Announcement:
    """Write to everybody in a cohort who is not on a break and wants to hear of it.

    The id comes from the page that asked, so the same page sent twice makes one announcement.
    Raises NobodyToTell.
    """
    if known := queries.find_announcement(cohort.organisation_id, announcement_id):
        return known
    people = queries.audience_of(cohort, on, about_id).told
    if not people:
        raise NobodyToTell
    announcement = Announcement(
        id=announcement_id, cohort=cohort, written_by_id=actor.id, subject=subject, body=body
    )
    announcement.about_id = about_id
    try:
        with db.session.begin_nested():
            db.session.add(announcement)
    except IntegrityError as error:  # sent twice at once, or somebody else's id
        return _known(cohort, announcement_id, error)
    jobs.enqueue("send_announcement", subject_id=announcement.id)
    _record(announcement, people, actor)
    return announcement


def _record(announcement: Announcement, people: int, actor: User) -> None:
    cohort = announcement.cohort
    audit.record(
        cohort.organisation,
        actor=actor,
        action="announcement_sent",
        subject=announcement,
        after={"cohort": cohort.name, "subject": announcement.subject, "people": people},
    )


def put_in_line(announcement: Announcement, people: Collection[uuid.UUID]) -> None:
    """Give each of some people their place in line for an announcement."""
    db.session.execute(
        insert(AnnouncementDelivery),
        [{"announcement_id": announcement.id, "ambassador_id": person} for person in people],
    )


def keep_from(ambassador_id: uuid.UUID, about_id: uuid.UUID) -> None:
    """Send somebody nothing more of what they have just said no to, also what was on its way."""
    about = select(Announcement.id).where(Announcement.about_id == about_id)
    waiting = delete(AnnouncementDelivery).where(
        AnnouncementDelivery.ambassador_id == ambassador_id,
        AnnouncementDelivery.announcement_id.in_(about),
        AnnouncementDelivery.sent_at.is_(None),
    )
    db.session.execute(waiting.execution_options(synchronize_session=False))


def _known(cohort: Cohort, announcement_id: uuid.UUID, error: Exception) -> Announcement:
    known = queries.find_announcement(cohort.organisation_id, announcement_id)
    if known is None:
        raise NoResultFound from error
    return known
