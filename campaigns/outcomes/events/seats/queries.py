"""Reads about seats and the line. No writes, no request, no templates."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from accounts.models import User
from ambassadors.enums import AmbassadorStatus
from ambassadors.models import Ambassador
from campaigns.models import Participation
from campaigns.outcomes.events.enums import Impression, Verdict
from campaigns.outcomes.events.models import Event, EventImpression, SignUp
from core.db import db
from core.paging import Page

PER_PAGE = 50
NAMES_SHOWN = 8
FEWEST_LETTERS = 2

STANDING = (SignUp.cancelled_at.is_(None), SignUp.turn.is_(None))
SHOWN: dict[str, tuple[ColumnElement[bool], ...]] = {
    "coming": STANDING,
    "came": (*STANDING, SignUp.confirmed_at.is_not(None)),
    "missed": (*STANDING, SignUp.missed_at.is_not(None)),
    "everybody": (SignUp.cancelled_at.is_(None),),
    "waiting": (SignUp.cancelled_at.is_(None), SignUp.turn.is_not(None)),
    "cancelled": (SignUp.cancelled_at.is_not(None),),
}


def next_in_line(event: Event) -> SignUp | None:
    """Return who has waited longest."""
    return db.session.scalar(
        select(SignUp)
        .where(SignUp.event_id == event.id, *SHOWN["waiting"])
        .order_by(SignUp.turn)
        .limit(1)
    )


def seats_to_miss(event: Event) -> list[SignUp]:
    """Return everybody with a seat of whom nothing was noted at the door."""
    found = (
        select(SignUp)
        .where(SignUp.event_id == event.id, *STANDING)
        .where(SignUp.confirmed_at.is_(None), SignUp.missed_at.is_(None))
        .options(joinedload(SignUp.participation))
        .order_by(SignUp.id)
    )
    return list(db.session.scalars(found))


def before_them(seat: SignUp) -> int:
    """Return how many stand in line before somebody who waits."""
    waiting = select(func.count(SignUp.id)).where(
        SignUp.event_id == seat.event_id, *SHOWN["waiting"], SignUp.turn < seat.turn
    )
    return db.session.scalar(waiting) or 0


def _named(participation_of: Event) -> Select[Participation]:
    return (
        select(Participation)
        .join(Participation.ambassador)
        .join(Ambassador.user)
        .where(
            Participation.campaign_id == participation_of.campaign_id,
            Participation.declined_at.is_(None),
            Ambassador.named_to_guests,
            Ambassador.erased_at.is_(None),
            Ambassador.status == AmbassadorStatus.ACTIVE,
        )
        .options(
            joinedload(Participation.ambassador).joinedload(Ambassador.user),
            joinedload(Participation.ambassador).joinedload(Ambassador.unit),
        )
        .order_by(User.name, Participation.id)
    )


def tellers_named(event: Event, typed: str) -> list[Participation]:
    """Return those taking part who may be found, and whose first name begins like this."""
    first = typed.strip().split(" ")[0]
    if len(first) < FEWEST_LETTERS:
        return []
    found = _named(event).where(
        or_(  # SQLite knows capital letters of English only
            User.name.istartswith(first, autoescape=True),
            User.name.startswith(first.capitalize(), autoescape=True),
        )
    )
    return list(db.session.scalars(found.limit(NAMES_SHOWN)))


def find_teller(event: Event, participation_id: uuid.UUID) -> Participation | None:
    """Return one of those who have agreed to be found, by id."""
    return db.session.scalar(_named(event).where(Participation.id == participation_id))


@dataclass(frozen=True)
class Numbers:
    """What has become of an event's sign-ups."""

    coming: int
    came: int
    missed: int
    everybody: int
    waiting: int
    cancelled: int


def numbers_of(event: Event) -> Numbers:
    """Count an event's sign-ups, in one statement."""
    counts = [func.count(SignUp.id).filter(*conditions) for conditions in SHOWN.values()]
    row = db.session.execute(select(*counts).where(SignUp.event_id == event.id)).one()
    return Numbers(**dict(zip(SHOWN, row, strict=True)))


def _listed(event: Event, shown: str, words: str) -> Select[SignUp]:
    found = select(SignUp).where(SignUp.event_id == event.id, *SHOWN.get(shown, STANDING))
    if words:
        like = [c.icontains(words, autoescape=True) for c in (SignUp.name, SignUp.email)]
        found = found.where(or_(*like))
    return found


def sign_up_page(event: Event, *, shown: str, words: str, page: int) -> tuple[list[SignUp], Page]:
    """Return one page of those who signed up, by name; those who wait by turn."""
    listed = _listed(event, shown, words)
    total = db.session.scalar(select(func.count()).select_from(listed.subquery())) or 0
    which = Page.of(total, page, PER_PAGE)
    rows = _ordered(listed, shown).limit(PER_PAGE).offset(which.offset)
    return list(db.session.scalars(rows)), which


def all_sign_ups(event: Event, *, shown: str, words: str) -> list[SignUp]:
    """Return everybody on all pages of a list."""
    return list(db.session.scalars(_ordered(_listed(event, shown, words), shown)))


def _ordered(listed: Select[SignUp], shown: str) -> Select[SignUp]:
    teller = (
        joinedload(SignUp.participation)
        .joinedload(Participation.ambassador)
        .joinedload(Ambassador.user)
    )
    first = SignUp.turn if shown == "waiting" else func.lower(SignUp.name)
    return listed.options(teller).order_by(first, SignUp.id)


def people_to_tell(
    event_id: uuid.UUID, *, shown: str, after: uuid.UUID | None, limit: int
) -> list[SignUp]:
    """Return the next of those a mail goes to, by id."""
    found = select(SignUp).where(SignUp.event_id == event_id, *SHOWN[shown])
    if after is not None:
        found = found.where(SignUp.id > after)
    return list(db.session.scalars(found.order_by(SignUp.id).limit(limit)))


def people_to_remind(event_id: uuid.UUID, *, limit: int) -> list[SignUp]:
    """Return the next of those with a seat who have not been reminded."""
    found = select(SignUp).where(SignUp.event_id == event_id, *STANDING)
    found = found.where(SignUp.reminded_at.is_(None))
    return list(db.session.scalars(found.order_by(SignUp.id).limit(limit)))


def people_to_thank(event_id: uuid.UUID, *, limit: int) -> list[SignUp]:
    """Return the next of those who had a seat, did not stay away and have not been thanked."""
    found = select(SignUp).where(SignUp.event_id == event_id, *STANDING)
    found = found.where(SignUp.thanked_at.is_(None), SignUp.missed_at.is_(None))
    return list(db.session.scalars(found.order_by(SignUp.id).limit(limit)))


def events_to_remind(starts: datetime, until: datetime) -> list[Event]:
    """Return the events that start within a span and have not been called off."""
    found = select(Event).where(Event.starts_at >= starts, Event.starts_at < until)
    return list(db.session.scalars(found.order_by(Event.starts_at, Event.id)))


def events_ended(since: datetime, until: datetime) -> list[Event]:
    """Return the events that ended within a span."""
    found = select(Event).where(Event.ends_at >= since, Event.ends_at < until)
    return list(db.session.scalars(found.order_by(Event.ends_at, Event.id)))


def impressions_of(event: Event) -> dict[Impression, dict[Verdict, int]]:
    """Return how many gave which answer afterwards."""
    found: dict[Impression, dict[Verdict, int]] = {
        question: dict.fromkeys(Verdict, 0) for question in Impression
    }
    rows = select(EventImpression).where(EventImpression.event_id == event.id)
    for row in db.session.scalars(rows.order_by(EventImpression.id)):
        found[row.question][row.verdict] = row.number
    return found
