"""What a visitor sees of an event: the page, the sign-up, who may have told them."""

import uuid

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from accounts.session import show_for
from campaigns.models import Participation
from campaigns.outcomes.events import permissions, queries
from campaigns.outcomes.events.calendars import calendar_file
from campaigns.outcomes.events.enums import State
from campaigns.outcomes.events.errors import AlreadySignedUp
from campaigns.outcomes.events.models import Event
from campaigns.outcomes.events.seats import notifications, operations
from campaigns.outcomes.events.seats import queries as seats
from campaigns.outcomes.events.seats.forms import SignUpForm, form_for
from campaigns.outcomes.events.seats.operations import Guest
from core import mail
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.extensions import limiter
from core.formats import local
from core.forms import filled, show_error
from core.languages import language
from media.library.enums import PictureChannel
from media.library.models import Asset
from media.library.permissions import is_usable

bp = Blueprint("events_public", __name__)
A_RUSH_FROM_ONE_PLACE = "60 per hour"  # a school class behind one address may sign up together
FOR_ONE_ADDRESS = "10 per hour"  # each sends a mail there, whoever typed the address

NAMES_ASKED_FOR = "60 per minute; 600 per hour"  # enough to type, too few to try every name


def _address_in_form() -> str:
    """Return whose seat it would be, as it is stored."""
    return request.form.get("email", "").strip().lower()[:254]


@bp.route("/e/<slug:slug>", methods=["GET", "POST"])
@limiter.limit(A_RUSH_FROM_ONE_PLACE, methods=["POST"])
@limiter.limit(FOR_ONE_ADDRESS, methods=["POST"], key_func=_address_in_form)
@open_to(Audience.PUBLIC)
def show_event(slug: str) -> ResponseReturnValue:
    """Tell about an event and sign people up, the ambassador's code carried along."""
    event = _open_event(slug)
    form = form_for(event, SignUpForm, code=request.args.get("code", "")[:20])
    if form.validate_on_submit():
        if form.website.data:
            return _to_thanks(event, waits=False)  # a program, told what it hopes to hear
        tellers = _tellers_to_ask_about(event, form)
        if tellers:
            return _page(event, form, tellers)
        try:
            return _sign_up(event, form)
        except AlreadySignedUp:
            db.session.rollback()
            return _send_again(event, filled(form.email.data))
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
    return _page(event, form, [])


def _page(event: Event, form: SignUpForm, tellers: list[Participation]) -> ResponseReturnValue:
    return render_template(
        "campaigns/outcomes/events/event.html",
        event=event,
        picture=_picture(event),
        form=form,
        tellers=tellers,
        state=permissions.state(event, utcnow()),
        can_sign_up=permissions.can_sign_up(event, utcnow()),
    )


def _open_event(slug: str) -> Event:
    event = queries.get_event_by_slug(slug)
    if not permissions.is_open(event):
        raise NotFound
    show_for(event.organisation)
    return event


def _picture(event: Event) -> Asset | None:
    """Return the event's picture while it may be shown."""
    today = local(utcnow()).date()
    picture = event.picture
    return picture if picture and is_usable(picture, today, PictureChannel.WEBSITE) else None


def _tellers_to_ask_about(event: Event, form: SignUpForm) -> list[Participation]:
    """Return whom a guest may mean, unless that was asked already or her link says it."""
    if form.code.data or "teller" in request.form:
        return []
    return _named(event, form.told_by.data or "")


def _named(event: Event, typed: str) -> list[Participation]:
    can_sign_up = permissions.can_sign_up(event, utcnow())
    return seats.tellers_named(event, typed) if can_sign_up else []


def _teller(event: Event, form: SignUpForm) -> Participation | None:
    try:
        picked = uuid.UUID(form.teller.data or "")
    except ValueError:
        return None
    return seats.find_teller(event, picked)


def _sign_up(event: Event, form: SignUpForm) -> ResponseReturnValue:
    guest = Guest(
        name=filled(form.name.data),
        email=filled(form.email.data),
        locale=language(),
        code=form.code.data or "",
        told_by=form.told_by.data or "",
        teller=_teller(event, form),
        answers=form.answers(),
    )
    seat, token = operations.sign_up(event, guest)
    notifications.send_confirmation(seat, token)
    db.session.commit()
    return _to_thanks(event, waits=seat.turn is not None)


def _to_thanks(event: Event, *, waits: bool) -> ResponseReturnValue:
    line = "yes" if waits else None
    return redirect(url_for("events_public.show_thanks", slug=event.slug, line=line))


def _send_again(event: Event, email: str) -> ResponseReturnValue:
    """Send the owner of a seat their link again, since whoever typed the address may not be them.

    The page that follows is the one everybody would get: who comes is told to nobody else.
    """
    seat = queries.find_sign_up(event, email.strip().lower())
    if seat is not None:
        notifications.send_confirmation(seat, operations.link_token(seat))
        db.session.commit()
    return _to_thanks(event, waits=permissions.state(event, utcnow()) is State.FULL)


@bp.get("/e/<slug:slug>/thanks")
@open_to(Audience.PUBLIC)
def show_thanks(slug: str) -> ResponseReturnValue:
    """Say that the seat is taken, or the turn, and that a mail is on its way."""
    return render_template(
        "campaigns/outcomes/events/thanks.html",
        event=_open_event(slug),
        waits=request.args.get("line") == "yes",
    )


@bp.get("/e/<slug:slug>/tellers")
@open_to(Audience.PUBLIC)
def find_tellers(slug: str) -> ResponseReturnValue:
    """Show first names, of those who have agreed to it, that begin with what is typed.

    Nobody is found once sign-up is over: there is nothing left to tell who told of it.
    A piece of the event's page, which is where whoever asks without it is led.
    """
    event = _open_event(slug)
    if request.headers.get("HX-Request") != "true":
        return redirect(url_for("events_public.show_event", slug=slug))
    limiter.count_reading("names of those who told", NAMES_ASKED_FOR)
    return render_template(
        "campaigns/outcomes/events/tellers.html",
        tellers=_named(event, request.args.get("told_by", "")[:80]),
    )


@bp.get("/e/<slug:slug>/calendar.ics")
@open_to(Audience.PUBLIC)
def download_calendar(slug: str) -> ResponseReturnValue:
    """Hand out the event as a calendar file."""
    event = _open_event(slug)
    address = mail.external_url("events_public.show_event", slug=event.slug)
    response = Response(calendar_file(event, address), mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return response
