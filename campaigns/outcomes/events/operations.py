"""Writes about events. They raise DomainError, may flush, and never commit."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, inspect, select

from accounts import audit
from accounts.models import User
from campaigns.enums import OutcomeKind
from campaigns.models import Campaign, Goal
from campaigns.operations import slug_of
from campaigns.outcomes.events import queries
from campaigns.outcomes.events.enums import EventStatus, FieldKind
from campaigns.outcomes.events.errors import (
    CapacityTooSmall,
    EventCalledOff,
    KeptLonger,
    TooManyQuestions,
)
from campaigns.outcomes.events.models import Event, EventField, SignUp
from campaigns.outcomes.events.seats import operations as seats
from campaigns.queries import hold
from campaigns.states import require_open
from campaigns.tracking import operations as tracking
from core.db import db, utcnow
from core.tokens import new_token
from media.library.models import Asset

MOST_QUESTIONS = 5
MOST_OPTIONS = 8
ACTS = {
    EventStatus.OPEN: "event_opened",
    EventStatus.CLOSED: "event_closed",
    EventStatus.CANCELLED: "event_called_off",
}
WHERE_WHEN = ("starts_at", "ends_at", "place")
USUALLY_KEPT, LONGEST_KEPT = 30, 180  # days


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
    has_waiting_list: bool = False
    consent_da: str = ""
    consent_en: str = ""
    kept_days: int = USUALLY_KEPT


@dataclass(frozen=True)
class Changed:
    """What a change of an event asks for: telling of a new time or place, and of new seats."""

    moves: bool = False
    moved_up: tuple[SignUp, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something to ask at sign-up, and why."""

    kind: FieldKind
    label_da: str
    label_en: str
    why_da: str
    why_en: str
    options_da: list[str]
    options_en: list[str]
    required: bool


def create_event(
    campaign: Campaign, texts: EventTexts, *, picture: Asset | None, actor: User | None = None
) -> Event:
    """Give a campaign its event, and let the campaign's links lead to it.

    Sign-ups count towards a goal, so a campaign without one gets it: every seat taken. A campaign
    that has an event already, because the form was sent twice, keeps that one. Links that led
    elsewhere are on the trail. Raises CampaignArchived.
    """
    hold(campaign)
    require_open(campaign)
    known = queries.event_of(campaign)
    if known is not None:
        edit_event(known, texts, picture=picture)
        return known
    event = Event(campaign=campaign, organisation=campaign.organisation, slug=_free_slug(campaign))
    db.session.add(event)
    edit_event(event, texts, picture=picture)
    before, campaign.landing_address = campaign.landing_address, f"/e/{event.slug}"
    if all(goal.outcome_kind is not OutcomeKind.EVENT_SIGN_UPS for goal in campaign.goals):
        goal = Goal(outcome_kind=OutcomeKind.EVENT_SIGN_UPS, target=texts.capacity)
        goal.position = len(campaign.goals)
        campaign.goals.append(goal)
    tracking.retarget(campaign, before=before, actor=actor)
    return event


def edit_event(event: Event, texts: EventTexts, *, picture: Asset | None) -> Changed:
    """Change what an event says; return whether its guests must be told, and who moves up.

    Raises CapacityTooSmall below the seats already taken, KeptLonger than was promised to those who
    have signed up, and CampaignArchived.
    """
    require_open(event.campaign)
    is_known = inspect(event).persistent
    if is_known:
        seats.hold(event)
    if texts.capacity < (event.taken or 0):
        raise CapacityTooSmall(event.taken)
    if is_known and event.taken and texts.kept_days > event.kept_days:
        raise KeptLonger(event.kept_days)
    moves = is_known and any(getattr(event, name) != getattr(texts, name) for name in WHERE_WHEN)
    for field in EventTexts.__dataclass_fields__:
        setattr(event, field, getattr(texts, field))
    event.picture = picture
    if not is_known:
        return Changed()
    if moves:
        event.sequence, event.changed_at = event.sequence + 1, utcnow()
    return Changed(moves=moves, moved_up=tuple(seats.move_up(event)))


def set_status(event: Event, status: EventStatus, *, actor: User | None) -> list[SignUp]:
    """Open or close sign-up, or call the event off, which is on the trail; return who moves up.

    What is called off stays so: everybody has been told. Raises EventCalledOff, CampaignArchived.
    """
    require_open(event.campaign)
    seats.hold(event)
    if event.status is EventStatus.CANCELLED:
        raise EventCalledOff
    if event.status is status:
        return []
    event.status = status
    audit.record(
        event.organisation,
        actor=actor,
        action=ACTS[status],
        subject=event,
        after={"event": event.title_da or event.title_en, "signed_up": event.taken},
    )
    if status is EventStatus.CANCELLED:
        event.sequence, event.changed_at = event.sequence + 1, utcnow()
    return seats.move_up(event)


def ask(event: Event, question: Question) -> EventField:
    """Ask one more thing of those who sign up. Raises TooManyQuestions and CampaignArchived."""
    require_open(event.campaign)
    seats.hold(event)
    if len(event.fields) >= MOST_QUESTIONS:
        raise TooManyQuestions(MOST_QUESTIONS)
    position = max((field.position for field in event.fields), default=-1) + 1
    field = EventField(position=position, **vars(question))
    event.fields.append(field)
    return field


def stop_asking(field: EventField) -> None:
    """Ask something no more, and forget what was answered. Raises CampaignArchived."""
    require_open(field.event.campaign)
    for seat in queries.seats_with_answers(field.event):
        seat.answers = {key: said for key, said in seat.answers.items() if key != str(field.id)}
    field.event.fields.remove(field)


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


def forget_sign_ups() -> int:
    """Delete those who signed up for events so long past as was promised; return how many."""
    now, number = utcnow(), 0
    for days in db.session.scalars(select(Event.kept_days).distinct()).all():
        past = select(Event.id).where(
            Event.kept_days == days, Event.ends_at < now - timedelta(days=days)
        )
        gone = db.session.execute(
            delete(SignUp)
            .where(SignUp.event_id.in_(past))
            .execution_options(synchronize_session=False)  # nobody holds them in a job
        )
        number += int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE has a row count
    return number
