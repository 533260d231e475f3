"""Writes about seats. They raise DomainError, may flush, and never commit.

Each begins by holding its event, so that seats, turns and totals change one after the other.
"""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import update

from accounts import audit
from accounts.models import User
from campaigns.models import Campaign, Participation
from campaigns.outcomes import operations as outcomes
from campaigns.outcomes.enums import Source
from campaigns.outcomes.events import permissions, queries
from campaigns.outcomes.events.enums import Impression, State, Verdict
from campaigns.outcomes.events.errors import (
    AlreadySignedUp,
    EventFull,
    EventOver,
    SignUpClosed,
    TooEarlyToMiss,
    TooLateToCancel,
)
from campaigns.outcomes.events.models import Event, EventImpression, SignUp
from campaigns.outcomes.events.seats.queries import next_in_line, seats_to_miss
from campaigns.outcomes.models import Outcome
from campaigns.outcomes.queries import find_outcome, sign_up_goal
from campaigns.states import require_open
from campaigns.tracking import queries as links
from core import jobs
from core.db import count_up, db, table_of, utcnow
from core.tokens import derived_token, hash_token

IMPRESSIONS = {
    Impression.INFORMED: SignUp.said_informed,
    Impression.DECIDED: SignUp.said_decided,
}
HELD = ("taken", "capacity", "waited", "status", "sequence", "starts_at", "ends_at", "place")
ONE_FORM = timedelta(minutes=1)
TIME_TO_SAY_NO = timedelta(hours=2)  # nobody is moved up later than this before the start


@dataclass(frozen=True, kw_only=True)
class Guest:
    """What somebody who signs up says about themselves, and who told them."""

    name: str
    email: str
    locale: str
    code: str = ""
    told_by: str = ""
    teller: Participation | None = None
    answers: dict[str, str] = field(default_factory=dict)


def sign_up(event: Event, guest: Guest) -> tuple[SignUp, str]:
    """Take a seat, or a turn in the line; return it with the token for the link in the mail.

    Raises SignUpClosed, EventOver, EventFull, and AlreadySignedUp for an address that is known.
    A seat is taken by one conditional UPDATE, so a rush never gives away more than there are; roll
    back after a refusal, which gives it back.
    """
    _require_open(event)
    email = guest.email.strip().lower()
    turn = _seat_or_turn(event)
    # The event is held now: it may have been closed or called off while somebody signed up.
    db.session.refresh(event, ["status", "ends_at"])
    db.session.refresh(event.campaign, ["status"])
    _require_open(event)
    seat = queries.find_sign_up(event, email)
    if seat is not None and seat.cancelled_at is None:
        raise AlreadySignedUp
    participation, source = _teller(event.campaign, guest)
    if seat is None:
        seat = SignUp(id=uuid.uuid4(), event=event, email=email)
        db.session.add(seat)
    seat.name, seat.locale, seat.answers = guest.name.strip(), guest.locale, guest.answers
    seat.participation, seat.source = participation, source
    seat.told_by = guest.told_by.strip()
    token, seat.turn = link_token(seat), turn
    seat.cancelled_at = seat.confirmed_at = seat.missed_at = None
    db.session.flush()  # the outcome is known by the seat's id
    if turn is None:
        _count(seat)
    return seat, token


def _require_open(event: Event) -> None:
    if not permissions.takes_sign_ups(event):
        raise SignUpClosed
    if utcnow() >= event.ends_at:
        raise EventOver


def _seat_or_turn(event: Event) -> int | None:
    """Take a seat and return None, or return the next turn in the line. Raises EventFull."""
    if take_seat(event):
        return None
    if not event.has_waiting_list:
        raise EventFull
    # The turn first: it holds the event, so a seat given back meanwhile is seen.
    db.session.execute(update(Event).where(Event.id == event.id).values(waited=Event.waited + 1))
    db.session.refresh(event, ["waited", "taken"])
    return None if take_seat(event) else event.waited


def take_seat(event: Event) -> bool:
    """Take one more seat if there is one."""
    taken = db.session.execute(
        update(Event)
        .where(Event.id == event.id, Event.taken < Event.capacity)
        .values(taken=Event.taken + 1)
    )
    db.session.refresh(event, ["taken"])
    return bool(taken.rowcount)  # type: ignore[attr-defined]  # an UPDATE has a row count


def _teller(campaign: Campaign, guest: Guest) -> tuple[Participation | None, Source]:
    """Return who told the guest and how we know: her link counts before what is typed."""
    link = links.find_link(guest.code) if guest.code else None
    if link is not None and link.campaign_id == campaign.id:
        return link.participation, Source.LINK
    if guest.teller is not None and guest.teller.campaign_id == campaign.id:
        return guest.teller, Source.TOLD_BY
    return None, Source.TOLD_BY if guest.told_by.strip() else Source.NONE


def _count(seat: SignUp) -> None:
    goal = sign_up_goal(seat.event.campaign)
    if goal is not None and goal.ended_at is None:
        outcomes.record(
            goal, reference=str(seat.id), participation=seat.participation, source=seat.source
        )


def _outcome(seat: SignUp) -> Outcome | None:
    goal = sign_up_goal(seat.event.campaign)
    return find_outcome(goal, str(seat.id)) if goal else None


def link_token(seat: SignUp) -> str:
    """Return the token of the link to a seat: the same in every mail, stored only as its hash."""
    token = derived_token("seat", seat.id)
    seat.token_hash = hash_token(token)
    return token


def change(seat: SignUp, *, name: str, answers: dict[str, str]) -> None:
    """Change what somebody said about themselves."""
    seat.name, seat.answers = name.strip(), answers


def hold(event: Event) -> None:
    """Let nobody else change the event or its seats until this transaction is over.

    What others have changed while we waited is seen.
    """
    db.session.refresh(event, HELD, with_for_update=True)


def _hold_seat(seat: SignUp) -> None:
    hold(seat.event)
    db.session.refresh(seat)


def cancel(seat: SignUp) -> list[SignUp]:
    """Give a seat or a turn back; return those who move up. Twice is once.

    Raises TooLateToCancel.
    """
    if utcnow() >= seat.event.ends_at:
        raise TooLateToCancel
    _hold_seat(seat)
    if seat.cancelled_at is not None:
        return []
    seat.cancelled_at = utcnow()
    if seat.turn is not None:
        seat.turn = None
        return []
    db.session.execute(update(Event).where(Event.id == seat.event_id).values(taken=Event.taken - 1))
    db.session.refresh(seat.event, ["taken"])
    if (outcome := _outcome(seat)) is not None:
        outcomes.cancel(outcome)
    return move_up(seat.event)


def move_up(event: Event) -> list[SignUp]:
    """Give free seats to those who have waited longest; return them. The event must be held."""
    db.session.flush()  # who has just gone is no longer in line
    moved: list[SignUp] = []
    if permissions.state(event, utcnow()) not in (State.OPEN, State.FULL):
        return moved
    if utcnow() > event.starts_at - TIME_TO_SAY_NO:
        return moved
    while (seat := next_in_line(event)) is not None and take_seat(event):
        seat.turn = None
        db.session.flush()  # so that the next in line is another
        _count(seat)
        moved.append(seat)
    return moved


def confirm(seat: SignUp, *, actor: User | None = None) -> bool:
    """Note that somebody came; False when that changes nothing. Twice is once.

    Raises CampaignArchived.
    """
    require_open(seat.event.campaign)
    _hold_seat(seat)
    if seat.confirmed_at is not None or not permissions.has_seat(seat):
        return False
    seat.confirmed_at, seat.missed_at = utcnow(), None
    if (outcome := _outcome(seat)) is not None:
        outcomes.confirm(outcome)
    _record(seat, "guest_noted", actor)
    return True


def unconfirm(seat: SignUp, *, actor: User | None = None) -> bool:
    """Undo that somebody came, or that they did not; False when that changes nothing.

    Raises CampaignArchived.
    """
    require_open(seat.event.campaign)
    _hold_seat(seat)
    if seat.cancelled_at is not None or (seat.confirmed_at is None and seat.missed_at is None):
        return False
    seat.confirmed_at = seat.missed_at = None
    if (outcome := _outcome(seat)) is not None:
        outcomes.unconfirm(outcome)
    _record(seat, "guest_not_noted", actor)
    return True


def _record(seat: SignUp, action: str, actor: User | None) -> None:
    """Put a tick at the door on the trail: which seat, and nothing about whose it is."""
    event = seat.event
    audit.record(
        event.organisation,
        actor=actor,
        action=action,
        subject=seat,
        after={"event": event.title_da or event.title_en},
    )


def miss_the_rest(event: Event) -> int:
    """Note that everybody with a seat who was not ticked did not come; return how many.

    Raises TooEarlyToMiss before the event has begun, and CampaignArchived.
    """
    require_open(event.campaign)
    if utcnow() < event.starts_at:
        raise TooEarlyToMiss
    hold(event)
    missing = seats_to_miss(event)
    for seat in missing:
        seat.missed_at = utcnow()
        if (outcome := _outcome(seat)) is not None:
            outcomes.miss(outcome)
    return len(missing)


def write_to(event: Event, *, shown: str, subject: str, text: str, actor: User) -> None:
    """Have those who signed up written to by a job; a form sent twice is one mail to each."""
    hold(event)
    told: dict[str, str] = {"what": "message", "shown": shown, "subject": subject, "text": text}
    last = jobs.latest("tell_guests", event.id)
    is_new = last is None or last.created_at < utcnow() - ONE_FORM
    if last is not None and not is_new and told.items() <= last.arguments.items():
        return
    jobs.enqueue("tell_guests", subject_id=event.id, run_after=None, by=actor.id, **told)
    audit.record(
        event.organisation,
        actor=actor,
        action="event_guests_written_to",
        subject=event,
        after={"event": event.title_da or event.title_en, "to": shown},
    )


def note_impression(seat: SignUp, question: Impression, verdict: Verdict) -> bool:
    """Count one answer to one question, once a guest; what they answered is not kept by person."""
    mark = IMPRESSIONS[question]
    said = db.session.execute(
        update(SignUp).where(SignUp.id == seat.id, ~mark).values({mark: True})
    )
    if not said.rowcount:  # type: ignore[attr-defined]  # an UPDATE has a row count
        return False
    keys = {"event_id": seat.event_id, "question": question, "verdict": verdict}
    count_up(table_of(EventImpression), keys, {"number": 1})
    db.session.refresh(seat, ["said_informed", "said_decided"])
    return True
