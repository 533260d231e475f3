"""Somebody's own seat, by the link in their mail: the code for the door, changes, afterwards."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from accounts.session import show_for
from campaigns.outcomes.events import permissions, queries
from campaigns.outcomes.events.enums import Impression, State, Verdict
from campaigns.outcomes.events.labels import QUESTIONS, VERDICTS
from campaigns.outcomes.events.models import SignUp
from campaigns.outcomes.events.seats import notifications, operations
from campaigns.outcomes.events.seats import queries as seats
from campaigns.outcomes.events.seats.forms import answered_form
from core import mail, qr
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.extensions import limiter
from core.forms import filled
from core.tokens import hash_token

bp = Blueprint("event_seat", __name__, url_prefix="/seats/<string:token>")
BY_ONE_PLACE = "120 per hour"


@bp.get("")
@open_to(Audience.PUBLIC)
def show_seat(token: str) -> ResponseReturnValue:
    """Show somebody their seat or turn, with a button to give it back."""
    seat = _own_seat(token)
    state = permissions.state(seat.event, utcnow())
    answered = {Impression.INFORMED: seat.said_informed, Impression.DECIDED: seat.said_decided}
    asks = state is State.OVER and permissions.has_seat(seat)
    return render_template(
        "campaigns/outcomes/events/seat.html",
        seat=seat,
        event=seat.event,
        token=token,
        state=state,
        can_sign_up=permissions.can_sign_up(seat.event, utcnow()),
        before=seats.before_them(seat) if seat.turn is not None else 0,
        open_questions=[q for q, is_answered in answered.items() if asks and not is_answered],
        questions=QUESTIONS,
        verdicts=VERDICTS,
    )


@bp.get("/code.svg")
@open_to(Audience.PUBLIC)
def show_code(token: str) -> ResponseReturnValue:
    """Return the code shown at the door; it opens the seat for those who keep the door."""
    seat = _own_seat(token)
    event = seat.event
    address = mail.external_url(
        "event_door.show_guest",
        organisation=event.organisation.slug,
        campaign_id=event.campaign_id,
        sign_up_id=seat.id,
    )
    return Response(qr.qr_svg(address), mimetype="image/svg+xml")


@bp.route("/changes", methods=["GET", "POST"])
@limiter.limit(BY_ONE_PLACE, methods=["POST"])
@open_to(Audience.PUBLIC)
def change_seat(token: str) -> ResponseReturnValue:
    """Change what somebody said about themselves."""
    seat = _own_seat(token)
    if seat.cancelled_at or permissions.state(seat.event, utcnow()) in (
        State.OVER,
        State.CANCELLED,
    ):
        raise NotFound
    form = answered_form(seat)
    if form.validate_on_submit():
        operations.change(seat, name=filled(form.name.data), answers=form.answers())
        db.session.commit()
        flash(_("Saved."), "success")
        return redirect(url_for(".show_seat", token=token))
    return render_template(
        "campaigns/outcomes/events/change_seat.html", form=form, event=seat.event, token=token
    )


@bp.post("/cancellation")
@limiter.limit(BY_ONE_PLACE)
@open_to(Audience.PUBLIC)
def cancel_seat(token: str) -> ResponseReturnValue:
    """Give a seat or a turn back; whoever moves up is told."""
    seat = _own_seat(token)
    try:
        for moved_up in operations.cancel(seat):
            notifications.send_moved_up(moved_up)
        db.session.commit()
        flash(_("Thank you for telling us. Somebody else can have your place."), "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return redirect(url_for(".show_seat", token=token))


@bp.post("/impressions/<any(informed, decided):question>/<any(yes, partly, no):verdict>")
@limiter.limit(BY_ONE_PLACE)
@open_to(Audience.PUBLIC)
def note_impression(token: str, question: str, verdict: str) -> ResponseReturnValue:
    """Count one tap on one question, after the event."""
    seat = _own_seat(token)
    if permissions.state(seat.event, utcnow()) is not State.OVER or seat.cancelled_at or seat.turn:
        raise NotFound
    if operations.note_impression(seat, Impression(question), Verdict(verdict)):
        flash(_("Thank you. It is counted, without your name."), "success")
    db.session.commit()
    return redirect(url_for(".show_seat", token=token))


def _own_seat(token: str) -> SignUp:
    seat = queries.get_sign_up(hash_token(token))
    show_for(seat.event.organisation)
    return seat
