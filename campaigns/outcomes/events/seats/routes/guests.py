"""Who has signed up: the list, the file, a message to them, and who did not come."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.session import current_organisation, signed_in_user
from accounts.trail.noting import note_export
from campaigns.outcomes.events import labels, permissions, queries
from campaigns.outcomes.events.models import Event
from campaigns.outcomes.events.seats import exports, operations
from campaigns.outcomes.events.seats import queries as seats
from campaigns.outcomes.events.seats.forms import MessageForm
from campaigns.queries import get_campaign
from core import written_workbooks
from core.access import Audience, open_to
from core.db import db, utcnow
from core.downloads import attachment, csv_file
from core.errors import DomainError
from core.forms import filled

PREFIX = "/o/<slug:organisation>/campaigns/<uuid:campaign_id>/event/seats"
bp = Blueprint("event_guests", __name__, url_prefix=PREFIX)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked() -> tuple[str, str]:
    """Return which list is asked for and the words looked for in it."""
    shown = request.args.get("shown", "coming")
    return shown if shown in labels.LISTS else "coming", request.args.get("words", "").strip()[:80]


@bp.get("")
@open_to(Audience.ORGANISER)
def list_seats(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Show who is coming, waiting, came, stayed away or cancelled, and what they thought."""
    event = _event(campaign_id)
    shown, words = _asked()
    page = request.args.get("page", 1, type=int)
    people, pages = seats.sign_up_page(event, shown=shown, words=words, page=page)
    return render_template(
        "campaigns/outcomes/events/seats.html",
        campaign=event.campaign,
        event=event,
        state=permissions.state(event, utcnow()),
        states=labels.STATES,
        numbers=seats.numbers_of(event),
        people=people,
        pages=pages,
        shown=shown,
        words=words,
        labels=labels,
        exports=exports,
        impressions=seats.impressions_of(event),
        has_begun=utcnow() >= event.starts_at,
    )


@bp.get("/list.<any(csv, xlsx):kind>")
@open_to(Audience.ORGANISER)
def download_list(organisation: str, campaign_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    """Hand out the list that is shown as a file, in which no cell is a formula."""
    event = _event(campaign_id)
    shown, words = _asked()
    note_export("sign_ups_exported", event=event.id)
    rows = exports.rows(event, seats.all_sign_ups(event, shown=shown, words=words))
    name = f"{event.slug}.{kind}"
    if kind == "csv":
        return csv_file(exports.headings(event), rows, name)
    return attachment(written_workbooks.written(exports.headings(event), rows), XLSX, name)


@bp.route("/message", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def write_message(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Write to those who signed up."""
    event, form = _event(campaign_id), MessageForm()
    if form.validate_on_submit():
        operations.write_to(
            event,
            shown=filled(form.shown.data),
            subject=filled(form.subject.data),
            text=filled(form.text.data),
            actor=signed_in_user(),
        )
        db.session.commit()
        flash(_("The message is on its way."), "success")
        return redirect(url_for(".list_seats", organisation=organisation, campaign_id=campaign_id))
    return render_template(
        "campaigns/outcomes/events/message.html", form=form, event=event, campaign=event.campaign
    )


@bp.post("/absentees")
@open_to(Audience.ORGANISER)
def miss_the_rest(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Note that everybody who was not ticked did not come."""
    try:
        missing = operations.miss_the_rest(_event(campaign_id))
        db.session.commit()
        words = ngettext("%(num)d did not come.", "%(num)d did not come.", missing)
        flash(words, "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return redirect(url_for(".list_seats", organisation=organisation, campaign_id=campaign_id))


def _event(campaign_id: uuid.UUID) -> Event:
    return queries.get_event_of(get_campaign(current_organisation().id, campaign_id))
