"""What a visitor sees of an event: the page, the sign-up, the seat."""

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from accounts.session import show_for
from campaigns.outcomes.events import notifications, operations, permissions, queries
from campaigns.outcomes.events.calendars import calendar_file
from campaigns.outcomes.events.errors import AlreadySignedUp
from campaigns.outcomes.events.forms import SignUpForm
from campaigns.outcomes.events.models import Event, SignUp
from core import mail
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.extensions import limiter
from core.formats import local
from core.forms import filled, show_error
from core.languages import language
from core.tokens import hash_token
from media.library.enums import PictureChannel
from media.library.models import Asset
from media.library.permissions import is_usable

bp = Blueprint("events_public", __name__)
A_RUSH_FROM_ONE_PLACE = "60 per hour"  # a school class behind one address may sign up together


@bp.route("/e/<slug:slug>", methods=["GET", "POST"])
@limiter.limit(A_RUSH_FROM_ONE_PLACE, methods=["POST"])
@open_to(Audience.PUBLIC)
def show_event(slug: str) -> ResponseReturnValue:
    """Tell about an event and sign people up, the ambassador's code carried along."""
    event = _open_event(slug)
    form = SignUpForm(code=request.args.get("code", "")[:20])
    if form.validate_on_submit():
        try:
            return _sign_up(event, form)
        except AlreadySignedUp:
            db.session.rollback()
            _send_again(event, filled(form.email.data))
            return _to_thanks(event)  # as for everybody: who comes is told to nobody else
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
    return render_template(
        "campaigns/outcomes/events/event.html",
        event=event,
        picture=_picture(event),
        form=form,
        can_sign_up=permissions.can_sign_up(event, utcnow()),
        takes_sign_ups=permissions.takes_sign_ups(event),
        is_over=utcnow() >= event.ends_at,
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


def _sign_up(event: Event, form: SignUpForm) -> ResponseReturnValue:
    seat, token = operations.sign_up(
        event,
        name=filled(form.name.data),
        email=filled(form.email.data),
        locale=language(),
        code=form.code.data or "",
        told_by=form.told_by.data or "",
    )
    notifications.send_confirmation(seat, token)
    db.session.commit()
    return _to_thanks(event)


def _to_thanks(event: Event) -> ResponseReturnValue:
    return redirect(url_for("events_public.show_thanks", slug=event.slug))


def _send_again(event: Event, email: str) -> None:
    """Send the owner of a seat a fresh link, since whoever typed the address may not be them."""
    seat = queries.find_sign_up(event, email.strip().lower())
    if seat is not None:
        notifications.send_confirmation(seat, operations.renew_token(seat))
        db.session.commit()


@bp.get("/e/<slug:slug>/thanks")
@open_to(Audience.PUBLIC)
def show_thanks(slug: str) -> ResponseReturnValue:
    """Say that the seat is taken and a mail is on its way."""
    return render_template("campaigns/outcomes/events/thanks.html", event=_open_event(slug))


@bp.get("/e/<slug:slug>/calendar.ics")
@open_to(Audience.PUBLIC)
def download_calendar(slug: str) -> ResponseReturnValue:
    """Hand out the event as a calendar file."""
    event = _open_event(slug)
    address = mail.external_url("events_public.show_event", slug=event.slug)
    response = Response(calendar_file(event, address), mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return response


@bp.get("/seats/<string:token>")
@open_to(Audience.PUBLIC)
def show_seat(token: str) -> ResponseReturnValue:
    """Show somebody their own seat, with a button to give it back."""
    seat = _own_seat(token)
    return render_template(
        "campaigns/outcomes/events/seat.html",
        seat=seat,
        event=seat.event,
        token=token,
        is_over=utcnow() >= seat.event.ends_at,
        can_sign_up=permissions.can_sign_up(seat.event, utcnow()),
    )


@bp.post("/seats/<string:token>/cancellation")
@open_to(Audience.PUBLIC)
def cancel_seat(token: str) -> ResponseReturnValue:
    """Give a seat back."""
    seat = _own_seat(token)
    try:
        operations.cancel(seat)
        db.session.commit()
        flash(_("Your seat is free for somebody else. Thank you for telling us."), "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return redirect(url_for("events_public.show_seat", token=token))


def _own_seat(token: str) -> SignUp:
    seat = queries.get_sign_up(hash_token(token))
    show_for(seat.event.organisation)
    return seat
