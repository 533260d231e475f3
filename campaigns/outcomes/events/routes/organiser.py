"""A campaign's own event: its texts, what it asks, whether sign-up is open; and all events."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.session import current_organisation, signed_in_user
from campaigns.enums import CampaignStatus
from campaigns.models import Campaign
from campaigns.outcomes.events import labels, operations, permissions, queries
from campaigns.outcomes.events.enums import EventStatus
from campaigns.outcomes.events.forms import EventForm, QuestionForm
from campaigns.outcomes.events.models import Event
from campaigns.outcomes.events.operations import Changed
from campaigns.outcomes.events.seats import notifications
from campaigns.queries import get_campaign
from core import jobs
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local
from core.forms import show_error

bp = Blueprint("events_organiser", __name__, url_prefix="/o/<slug:organisation>")
EVENT = "/campaigns/<uuid:campaign_id>/event"


@bp.get("/events")
@open_to(Audience.ORGANISER)
def list_events(organisation: str) -> ResponseReturnValue:
    """Show every event, latest first, with its state and seats."""
    now = utcnow()
    events = queries.events_of(current_organisation().id)
    return render_template(
        "campaigns/outcomes/events/events.html",
        events=[(event, permissions.state(event, now)) for event in events],
        states=labels.STATES,
    )


@bp.route(EVENT, methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def show_event(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Write a campaign's event, or change it."""
    campaign = get_campaign(current_organisation().id, campaign_id)
    event = queries.event_of(campaign)
    pictures = queries.pictures_to_choose(campaign, local(utcnow()).date(), chosen=event)
    form = EventForm.for_event(event, pictures, campaign=campaign)
    if form.validate_on_submit():
        try:
            _save(campaign, event, form)
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            return _to_campaign(campaign) if event is None else _back(organisation, campaign_id)
    return render_template(
        "campaigns/outcomes/events/edit_event.html",
        form=form,
        event=event,
        campaign=campaign,
        state=permissions.state(event, utcnow()) if event else None,
        states=labels.STATES,
    )


def _save(campaign: Campaign, event: Event | None, form: EventForm) -> None:
    picture = form.chosen_picture()
    if event is None:
        known = len(campaign.goals)
        operations.create_event(campaign, form.texts(), picture=picture, actor=signed_in_user())
        flash(_("The event is saved."), "success")
        if len(campaign.goals) > known:
            flash(_("We have set a goal: every seat taken. Change it if you aim lower."), "success")
        return
    changed = operations.edit_event(event, form.texts(), picture=picture)
    _tell(event, changed)
    if changed.moves and event.taken:
        flash(_("The event is saved, and those who signed up get a mail."), "success")
    else:
        flash(_("The event is saved."), "success")
    if number := len(changed.moved_up):
        told = ngettext(
            "%(num)d person on the waiting list got a seat, and a mail about it.",
            "%(num)d people on the waiting list got a seat, and a mail about it.",
            number,
        )
        flash(told, "success")


def _tell(event: Event, changed: Changed) -> None:
    """Tell those who move up, and all others of a new time or place."""
    for seat in changed.moved_up:
        notifications.send_moved_up(seat)
    if changed.moves:
        jobs.enqueue("tell_guests", subject_id=event.id, what="changed", shown="everybody")


@bp.post(f"{EVENT}/<any(open, closed, cancelled):status>")
@open_to(Audience.ORGANISER)
def set_status(organisation: str, campaign_id: uuid.UUID, status: str) -> ResponseReturnValue:
    """Open or close sign-up, or call the event off, which everybody is told."""
    event = _event(campaign_id)
    try:
        for seat in operations.set_status(event, EventStatus(status), actor=signed_in_user()):
            notifications.send_moved_up(seat)
        if event.status is EventStatus.CANCELLED:
            jobs.enqueue("tell_guests", subject_id=event.id, what="called_off", shown="everybody")
        db.session.commit()
        flash(_("Saved."), "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return _back(organisation, campaign_id)


@bp.route(f"{EVENT}/questions", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def ask(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Show what is asked at sign-up, and ask one thing more."""
    event, form = _event(campaign_id), QuestionForm()
    can_change = event.campaign.status is not CampaignStatus.ARCHIVED
    if form.validate_on_submit():
        try:
            operations.ask(event, form.question())
            db.session.commit()
            return redirect(url_for(".ask", organisation=organisation, campaign_id=campaign_id))
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
    return render_template(
        "campaigns/outcomes/events/questions.html",
        form=form,
        event=event,
        campaign=event.campaign,
        kinds=labels.KINDS,
        has_room=len(event.fields) < operations.MOST_QUESTIONS,
        can_change=can_change,
    )


@bp.post(f"{EVENT}/questions/<uuid:field_id>/removal")
@open_to(Audience.ORGANISER)
def stop_asking(
    organisation: str, campaign_id: uuid.UUID, field_id: uuid.UUID
) -> ResponseReturnValue:
    """Ask something no more, and forget what was answered."""
    try:
        operations.stop_asking(queries.get_field(_event(campaign_id), field_id))
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return redirect(url_for(".ask", organisation=organisation, campaign_id=campaign_id))


def _event(campaign_id: uuid.UUID) -> Event:
    return queries.get_event_of(get_campaign(current_organisation().id, campaign_id))


def _to_campaign(campaign: Campaign) -> ResponseReturnValue:
    return redirect(
        url_for(
            "campaigns_organiser.show_campaign",
            organisation=campaign.organisation.slug,
            campaign_id=campaign.id,
        )
    )


def _back(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for(".show_event", organisation=organisation, campaign_id=campaign_id))
