"""Own events: the public page, somebody's seat, who signed up, the door."""

from typing import Any

from campaigns.outcomes.events.enums import FieldKind
from campaigns.outcomes.events.models import Event, EventField, SignUp
from core.db import db
from core.tokens import hash_token
from tests.core.permission_matrix import Rows, page
from tests.core.world import EVERYBODY, Who, World, thing
from tests.factories.campaigns import EventFactory, SignUpFactory

ORGANISERS = frozenset({Who.OWNER, Who.ORGANISER})


@thing
def event(world: World) -> Event:
    return EventFactory(campaign=world.campaign, taken=1)


@thing
def seat(world: World) -> SignUp:
    return SignUpFactory(event=world.event, token_hash=hash_token(f"seat-{world.slug}"))


@thing
def event_field(world: World) -> EventField:
    field = EventField(
        event=world.event,
        position=0,
        kind=FieldKind.TICK,
        label_da="Kommer du i kørestol?",
        label_en="Do you come in a wheelchair?",
        why_da="Så stiller vi rampen op.",
        why_en="So that we put the ramp up.",
    )
    db.session.add(field)
    return field


def _event(endpoint: str, rest: str, method: str = "GET", **more: Any) -> Rows:
    return Rows(
        endpoint=endpoint,
        method=method,
        path=lambda w: f"/o/{w.slug}/campaigns/{w.event.campaign_id}/event{rest}",
        allowed=ORGANISERS,
        **more,
    )


def _at(endpoint: str, kind: str, rest: str, method: str = "POST") -> Rows:
    return Rows(
        endpoint=endpoint,
        method=method,
        path=lambda w: (
            f"/o/{w.slug}/campaigns/{w.event.campaign_id}/event"
            + rest.format(id=getattr(w, kind).id)
        ),
        allowed=ORGANISERS,
    )


def _public(endpoint: str, rest: str = "", **more: Any) -> Rows:
    return Rows(
        endpoint=endpoint, path=lambda w: f"/e/{w.event.slug}{rest}", allowed=EVERYBODY, **more
    )


def _seat(endpoint: str, rest: str = "", method: str = "GET", **more: Any) -> Rows:
    return Rows(
        endpoint=f"event_seat.{endpoint}",
        method=method,
        path=lambda w: f"/seats/{w.seat and 'seat-' + w.slug}{rest}",
        allowed=EVERYBODY,
        **more,
    )


ROWS = [
    Rows(
        endpoint="events_organiser.list_events",
        path=lambda w: f"/o/{w.slug}/events",
        allowed=ORGANISERS,
    ),
    _event("events_organiser.show_event", ""),
    _event("events_organiser.show_event", "", "POST"),
    _event("events_organiser.set_status", "/closed", "POST"),
    _event("events_organiser.ask", "/questions"),
    _event("events_organiser.ask", "/questions", "POST"),
    _at("events_organiser.stop_asking", "event_field", "/questions/{id}/removal"),
    _event("event_guests.list_seats", "/seats"),
    _event("event_guests.download_list", "/seats/list.csv"),
    _event("event_guests.write_message", "/seats/message"),
    _event("event_guests.write_message", "/seats/message", "POST"),
    _event("event_guests.miss_the_rest", "/seats/absentees", "POST"),
    _event("event_door.show_door", "/door"),
    _at("event_door.show_guest", "seat", "/door/{id}", "GET"),
    _at("event_door.note_guest", "seat", "/door/{id}/came"),
    *page("events_public.show_event", lambda w: f"/e/{w.event.slug}", EVERYBODY),
    _public("events_public.show_thanks", "/thanks"),
    _public("events_public.find_tellers", "/tellers", answers=frozenset({302})),
    _public("events_public.download_calendar", "/calendar.ics"),
    _seat("show_seat"),
    _seat("show_code", "/code.svg"),
    _seat("change_seat", "/changes"),
    _seat("change_seat", "/changes", "POST"),
    _seat("cancel_seat", "/cancellation", "POST"),
    _seat("note_impression", "/impressions/informed/yes", "POST", answers=frozenset({404})),
]
