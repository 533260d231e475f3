"""What messages hold about an ambassador: what they wrote, and what was sent to them."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload, selectinload

from ambassadors.messages.models import (
    Announcement,
    AnnouncementDelivery,
    Idea,
    IdeaReply,
    Nudge,
)
from core.db import db
from core.personal_data import Held, Person, exempt, register


def tell(person: Person) -> Iterable[Held]:
    """Tell what somebody wrote, what was answered, and which messages went out to them."""
    yield _told_ideas(person)
    yield _told_deliveries(person)
    nudges = select(Nudge).where(Nudge.ambassador_id.in_(person.places))
    yield Held(
        _l("Reminders sent to you"),
        [
            {_l("When"): nudge.sent_at or nudge.created_at, _l("About"): nudge.about}
            for nudge in db.session.scalars(nudges.order_by(Nudge.created_at, Nudge.id))
        ],
    )


def _told_ideas(person: Person) -> Held:
    ideas = db.session.scalars(
        select(Idea)
        .where(Idea.ambassador_id.in_(person.places))
        .options(selectinload(Idea.replies))
        .order_by(Idea.created_at, Idea.id)
    )
    return Held(
        _l("Ideas and questions"),
        [
            {
                _l("When"): idea.created_at,
                _l("Kind"): idea.kind,
                _l("Text"): idea.text,
                _l("Answers"): [reply.text for reply in idea.replies],
            }
            for idea in ideas
        ],
    )


def _told_deliveries(person: Person) -> Held:
    deliveries = db.session.scalars(
        select(AnnouncementDelivery)
        .where(AnnouncementDelivery.ambassador_id.in_(person.places))
        .options(joinedload(AnnouncementDelivery.announcement))
        .order_by(AnnouncementDelivery.created_at, AnnouncementDelivery.id)
    )
    return Held(
        _l("Messages sent to you"),
        [{_l("Subject"): one.announcement.subject, _l("Sent"): one.sent_at} for one in deliveries],
    )


def erase(person: Person) -> None:
    """Delete what somebody wrote, with the answers to it, and the list of what they were sent."""
    own = select(Idea.id).where(Idea.ambassador_id.in_(person.places))
    db.session.execute(
        delete(IdeaReply)
        .where(IdeaReply.idea_id.in_(own))
        .execution_options(synchronize_session=False)
    )
    for table in (Idea, AnnouncementDelivery, Nudge):
        db.session.execute(delete(table).where(table.ambassador_id.in_(person.places)))


register(
    "messages",
    title=_l("Messages"),
    tables=[Idea, IdeaReply, AnnouncementDelivery, Nudge],
    tell=tell,
    erase=erase,
)
exempt(Announcement, "the organisation's words to a cohort; its author is blanked")
