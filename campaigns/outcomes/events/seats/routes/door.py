"""The door, on a phone: everybody with a seat by name, one tap each, also without a connection."""

import uuid
from collections import Counter

from flask import (
    Blueprint,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from accounts.session import current_organisation, signed_in_user
from campaigns.enums import CampaignStatus
from campaigns.outcomes.events import permissions, queries
from campaigns.outcomes.events.enums import State
from campaigns.outcomes.events.models import Event
from campaigns.outcomes.events.seats import operations
from campaigns.outcomes.events.seats.queries import numbers_of
from campaigns.queries import get_campaign
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.headers import allow_camera

PREFIX = "/o/<slug:organisation>/campaigns/<uuid:campaign_id>/event/door"
bp = Blueprint("event_door", __name__, url_prefix=PREFIX)


@bp.get("")
@open_to(Audience.ORGANISER)
def show_door(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Show everybody with a seat by name, so that the page is of use without a connection."""
    event = _event(campaign_id)
    everybody = queries.list_sign_ups(event)
    words = request.args.get("words", "").strip()[:80]
    found = [seat for seat in everybody if words.casefold() in seat.name.casefold()]
    names = Counter(seat.name.lower() for seat in everybody)
    return _with_camera(
        "campaigns/outcomes/events/door.html",
        campaign=event.campaign,
        event=event,
        seats=found,
        words=words,
        namesakes={name for name, number in names.items() if number > 1},
        came=sum(seat.confirmed_at is not None for seat in everybody),
        coming=len(everybody),
        waiting=numbers_of(event).waiting,
        can_sign_up=permissions.state(event, utcnow()) is State.OPEN,
        can_note=event.campaign.status is not CampaignStatus.ARCHIVED,
        owner=f"{signed_in_user().id}.{event.id}",
    )


@bp.get("/<uuid:sign_up_id>")
@open_to(Audience.ORGANISER)
def show_guest(
    organisation: str, campaign_id: uuid.UUID, sign_up_id: uuid.UUID
) -> ResponseReturnValue:
    """Show one guest, whose code was read by the phone's camera, with the one button."""
    event = _event(campaign_id)
    seat = queries.get_seat(event, sign_up_id)
    return _with_camera(
        "campaigns/outcomes/events/guest.html",
        campaign=event.campaign,
        event=event,
        seat=seat,
        owner=f"{signed_in_user().id}.{event.id}",
    )


@bp.post("/<uuid:sign_up_id>/<any(came, undo):what>")
@open_to(Audience.ORGANISER)
def note_guest(
    organisation: str, campaign_id: uuid.UUID, sign_up_id: uuid.UUID, what: str
) -> ResponseReturnValue:
    """Note that somebody came, or undo it. Sent twice, or late, it is noted once."""
    seat = queries.get_seat(_event(campaign_id), sign_up_id)
    act = operations.confirm if what == "came" else operations.unconfirm
    try:
        act(seat, actor=signed_in_user())
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    address = url_for(".show_door", organisation=organisation, campaign_id=campaign_id)
    return redirect(f"{address}#seat-{sign_up_id}")


def _event(campaign_id: uuid.UUID) -> Event:
    return queries.get_event_of(get_campaign(current_organisation().id, campaign_id))


def _with_camera(template: str, **shown: object) -> ResponseReturnValue:
    return allow_camera(make_response(render_template(template, **shown)))
