"""Writes about events and sign-ups. They raise DomainError, may flush, and never commit."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, inspect, select, update

from campaigns.enums import OutcomeKind
from campaigns.models import Campaign, Goal, Participation
from campaigns.operations import slug_of
from campaigns.outcomes import operations as outcomes
from campaigns.outcomes.enums import Source
from campaigns.outcomes.events import permissions, queries
from campaigns.outcomes.events.errors import (
    AlreadySignedUp,
    CapacityTooSmall,
    EventFull,
    EventOver,
    SignUpClosed,
    TooLateToCancel,
)
from campaigns.outcomes.events.models import Event, SignUp
from campaigns.outcomes.models import Outcome
from campaigns.outcomes.queries import find_outcome, sign_up_goal
from campaigns.queries import hold
from campaigns.tracking import operations as tracking
from campaigns.tracking import queries as links
from core.db import db, utcnow
from core.tokens import hash_token, new_token
from media.library.models import Asset

KEPT = timedelta(days=30)  # as the event page, the mail and the privacy page say


@dataclass(frozen=True, kw_only=True)
class EventTexts:
    """What an organiser writes about an event; times are aware."""

    title_da: str
    title_en: str
    description_da: str
    description_en: str
    place: str
    starts_at: datetime
    ends_at: datetime
    capacity: int


def create_event(campaign: Campaign, texts: EventTexts, *, picture: Asset | None) -> Event:
    """Give a campaign its event, and let the campaign's links lead to it.

    Sign-ups count towards a goal, so a campaign without one gets it: every seat taken. A campaign
    that has an event already, because the form was sent twice, keeps that one.
    """
    hold(campaign)
    known = queries.event_of(campaign)
    if known is not None:
        edit_event(known, texts, picture=picture)
        return known
    event = Event(campaign=campaign, organisation=campaign.organisation, slug=_free_slug(campaign))
    db.session.add(event)
    edit_event(event, texts, picture=picture)
    campaign.landing_address = f"/e/{event.slug}"
    if all(goal.outcome_kind is not OutcomeKind.EVENT_SIGN_UPS for goal in campaign.goals):
        goal = Goal(outcome_kind=OutcomeKind.EVENT_SIGN_UPS, target=texts.capacity)
        goal.position = len(campaign.goals)
        campaign.goals.append(goal)
    tracking.retarget(campaign)
    return event


def edit_event(event: Event, texts: EventTexts, *, picture: Asset | None) -> None:
    """Change what an event says. Raises CapacityTooSmall below the seats already taken."""
    if inspect(event).persistent:
        db.session.refresh(event, ["taken"], with_for_update=True)
    if texts.capacity < (event.taken or 0):
        raise CapacityTooSmall(event.taken)
    for field in EventTexts.__dataclass_fields__:
        setattr(event, field, getattr(texts, field))
    event.picture = picture


def delete_event_of(campaign: Campaign) -> None:
    """Delete a draft's event, for which nobody can have signed up."""
    event = queries.event_of(campaign)
    if event is not None:
        db.session.delete(event)
        db.session.flush()  # it points at the campaign, which goes next


def _free_slug(campaign: Campaign) -> str:
    wanted = slug_of(campaign.name_da or campaign.name_en)
    if not queries.slug_is_taken(wanted):
        return wanted
    return f"{wanted}-{new_token()[:6].lower().replace('_', '-').strip('-')}"


def sign_up(
    event: Event, *, name: str, email: str, locale: str, code: str, told_by: str
) -> tuple[SignUp, str]:
    """Take a seat; return it with the token for the link in the mail.

    Raises SignUpClosed, EventOver, EventFull, and AlreadySignedUp for an address that has a seat.
    The seat is taken by one conditional UPDATE, so a rush never gives away more seats than there
    are; roll back after a refusal, which gives it back.
    """
    if not permissions.takes_sign_ups(event):
        raise SignUpClosed
    if utcnow() >= event.ends_at:
        raise EventOver
    email = email.strip().lower()
    # The seat first: its UPDATE locks the event, so the next look sees every earlier sign-up.
    _take_seat(event)
    seat = queries.find_sign_up(event, email)
    if seat is not None and seat.cancelled_at is None:
        raise AlreadySignedUp
    token = new_token()
    if seat is None:
        seat = SignUp(event=event, email=email)
        db.session.add(seat)
    seat.name, seat.locale, seat.told_by = name.strip(), locale, told_by.strip()
    seat.token_hash, seat.cancelled_at, seat.confirmed_at = hash_token(token), None, None
    db.session.flush()  # the outcome is known by the seat's id
    _count_sign_up(seat, code)
    return seat, token


def forget_sign_ups() -> int:
    """Delete everybody who signed up for events that ended a month ago; return how many."""
    past = select(Event.id).where(Event.ends_at < utcnow() - KEPT)
    gone = db.session.execute(
        delete(SignUp)
        .where(SignUp.event_id.in_(past))
        .execution_options(synchronize_session=False)  # nobody holds them in a job
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE has a row count


def renew_token(seat: SignUp) -> str:
    """Return a new token for the link in the mail; the old link stops working."""
    token = new_token()
    seat.token_hash = hash_token(token)
    return token


def _take_seat(event: Event) -> None:
    taken = db.session.execute(
        update(Event)
        .where(Event.id == event.id, Event.taken < Event.capacity)
        .values(taken=Event.taken + 1)
    )
    if taken.rowcount == 0:  # type: ignore[attr-defined]  # an UPDATE has a row count
        raise EventFull
    db.session.refresh(event, ["taken"])


def _count_sign_up(seat: SignUp, code: str) -> None:
    campaign = seat.event.campaign
    goal = sign_up_goal(campaign)
    if goal is None:
        return
    participation, source = _told_by(campaign, code, seat.told_by)
    outcomes.record(goal, reference=str(seat.id), participation=participation, source=source)


def _outcome_of(seat: SignUp) -> Outcome | None:
    goal = sign_up_goal(seat.event.campaign)
    return find_outcome(goal, str(seat.id)) if goal else None


def _told_by(campaign: Campaign, code: str, told_by: str) -> tuple[Participation | None, Source]:
    link = links.find_link(code) if code else None
    if link is not None and link.campaign_id == campaign.id:
        return link.participation, Source.LINK
    return None, Source.TOLD_BY if told_by.strip() else Source.NONE


def _mark(seat: SignUp, *conditions: ColumnElement[bool], **values: datetime | None) -> bool:
    """Change a seat that nobody has cancelled; False when the conditions no longer hold.

    One conditional UPDATE, so two clicks are one change and one count.
    """
    changed = db.session.execute(
        update(SignUp)
        .where(SignUp.id == seat.id, SignUp.cancelled_at.is_(None), *conditions)
        .values(values)
    )
    db.session.refresh(seat, list(values))
    return bool(changed.rowcount)  # type: ignore[attr-defined]  # an UPDATE has a row count


def cancel(seat: SignUp) -> None:
    """Give a seat back. Cancelling twice is one cancellation. Raises TooLateToCancel."""
    if utcnow() >= seat.event.ends_at:
        raise TooLateToCancel
    if not _mark(seat, cancelled_at=utcnow()):
        return
    db.session.execute(update(Event).where(Event.id == seat.event_id).values(taken=Event.taken - 1))
    outcome = _outcome_of(seat)
    if outcome is not None:
        outcomes.cancel(outcome)


def confirm(seat: SignUp) -> None:
    """Note that somebody came. Confirming twice is one confirmation."""
    if not _mark(seat, SignUp.confirmed_at.is_(None), confirmed_at=utcnow()):
        return
    outcome = _outcome_of(seat)
    if outcome is not None:
        outcomes.confirm(outcome)


def unconfirm(seat: SignUp) -> None:
    """Undo a confirmation made by mistake."""
    if not _mark(seat, SignUp.confirmed_at.is_not(None), confirmed_at=None):
        return
    outcome = _outcome_of(seat)
    if outcome is not None:
        outcomes.unconfirm(outcome)
