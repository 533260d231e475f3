"""A campaign's own event: its texts and seats, and who came."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation
from campaigns.models import Campaign
from campaigns.outcomes.events import operations, queries
from campaigns.outcomes.events.forms import EventForm
from campaigns.outcomes.events.models import Event
from campaigns.queries import get_campaign
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local
from core.forms import show_error

PREFIX = "/o/<slug:organisation>/campaigns/<uuid:campaign_id>/event"
bp = Blueprint("events_organiser", __name__, url_prefix=PREFIX)


@bp.route("", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def show_event(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Write a campaign's event, or change it."""
    campaign = get_campaign(current_organisation().id, campaign_id)
    event = queries.event_of(campaign)
    pictures = queries.pictures_to_choose(campaign, local(utcnow()).date(), chosen=event)
    form = EventForm.for_event(event, pictures)
    if form.validate_on_submit():
        try:
            _save(campaign, event, form)
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("The event is saved."), "success")
            return _back(campaign)
    return render_template(
        "campaigns/outcomes/events/edit_event.html", form=form, event=event, campaign=campaign
    )


def _save(campaign: Campaign, event: Event | None, form: EventForm) -> None:
    picture = form.chosen_picture()
    if event is None:
        operations.create_event(campaign, form.texts(), picture=picture)
    else:
        operations.edit_event(event, form.texts(), picture=picture)


def _back(campaign: Campaign) -> ResponseReturnValue:
    return redirect(
        url_for(
            "campaigns_organiser.show_campaign",
            organisation=campaign.organisation.slug,
            campaign_id=campaign.id,
        )
    )


@bp.get("/seats")
@open_to(Audience.ORGANISER)
def list_seats(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Show who is coming, with a tick for each at the door."""
    campaign, event = _event(campaign_id)
    seats = queries.list_sign_ups(event)
    return render_template(
        "campaigns/outcomes/events/seats.html",
        campaign=campaign,
        event=event,
        seats=seats,
        came=sum(seat.confirmed_at is not None for seat in seats),
    )


@bp.post("/seats/<uuid:sign_up_id>/confirmation")
@open_to(Audience.ORGANISER)
def confirm_seat(
    organisation: str, campaign_id: uuid.UUID, sign_up_id: uuid.UUID
) -> ResponseReturnValue:
    """Note that somebody came."""
    _, event = _event(campaign_id)
    operations.confirm(queries.get_seat(event, sign_up_id))
    db.session.commit()
    return _to_seats(organisation, campaign_id, sign_up_id)


@bp.post("/seats/<uuid:sign_up_id>/confirmation/removal")
@open_to(Audience.ORGANISER)
def unconfirm_seat(
    organisation: str, campaign_id: uuid.UUID, sign_up_id: uuid.UUID
) -> ResponseReturnValue:
    """Undo a tick made by mistake."""
    _, event = _event(campaign_id)
    operations.unconfirm(queries.get_seat(event, sign_up_id))
    db.session.commit()
    return _to_seats(organisation, campaign_id, sign_up_id)


def _event(campaign_id: uuid.UUID) -> tuple[Campaign, Event]:
    campaign = get_campaign(current_organisation().id, campaign_id)
    return campaign, queries.get_event_of(campaign)


def _to_seats(
    organisation: str, campaign_id: uuid.UUID, sign_up_id: uuid.UUID
) -> ResponseReturnValue:
    address = url_for(
        "events_organiser.list_seats", organisation=organisation, campaign_id=campaign_id
    )
    return redirect(f"{address}#seat-{sign_up_id}")
