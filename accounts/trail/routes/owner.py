"""The owner's audit trail: searched, handed out as a file, verified."""

from collections.abc import Iterator

from flask import (
    Blueprint,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select, func, select

from accounts.labels import act
from accounts.models import AuditEvent
from accounts.session import current_organisation, signed_in_user
from accounts.trail import forms, lines, operations, queries
from core import jobs
from core.access import Audience, open_to
from core.db import db
from core.downloads import csv_file
from core.formats import format_date, format_time

bp = Blueprint("trail_owner", __name__, url_prefix="/o/<slug:organisation>/trail")

EVENTS_PER_PAGE = 50
QUICKLY_VERIFIED = 2_000
AT_A_TIME = 500


@bp.get("")
@open_to(Audience.OWNER)
def show_trail(organisation: str) -> ResponseReturnValue:
    """Show who did what, newest first, narrowed by who, what, when and words."""
    home, wanted = current_organisation(), forms.wanted(request.args)
    pages = db.paginate(
        queries.events(home, wanted), per_page=EVENTS_PER_PAGE, max_per_page=EVENTS_PER_PAGE
    )
    acts = {code: act(code) for code in queries.acts(home)}
    job = jobs.latest("verify_trail", home.id)
    return render_template(
        "accounts/trail/trail.html",
        pages=pages,
        lines=lines.lines(pages.items),
        wanted=wanted,
        arguments=forms.arguments(wanted),
        acts=sorted(acts.items(), key=lambda pair: pair[1].casefold()),
        verified=queries.last_verified(home),
        is_verifying=job is not None and not job.is_over,
    )


@bp.post("/verification")
@open_to(Audience.OWNER)
def verify(organisation: str) -> ResponseReturnValue:
    """Follow the chain from its first event; a long one is followed by the worker."""
    home = current_organisation()
    if queries.number(home) > QUICKLY_VERIFIED:
        jobs.enqueue("verify_trail", subject_id=home.id, actor=str(signed_in_user().id))
        flash(_("The trail is being verified. Load the page again in a moment."))
    else:
        operations.verify(home, actor=signed_in_user())
    db.session.commit()
    return redirect(url_for(".show_trail", organisation=organisation))


@bp.post("/export.csv")
@open_to(Audience.OWNER)
def export(organisation: str) -> ResponseReturnValue:
    """Hand out the events on screen as a file, those of further pages too; that is recorded."""
    home = current_organisation()
    statement = queries.events(home, forms.wanted(request.form))
    known = statement.where(AuditEvent.position <= queries.number(home))
    number = db.session.scalar(select(func.count()).select_from(known.order_by(None).subquery()))
    operations.note_export(home, lines=number or 0, actor=signed_in_user())
    db.session.commit()
    headings = [_("Number"), _("Day"), _("Time"), _("Who"), _("What"), _("About"), _("Changes")]
    return csv_file(headings, _rows(known), f"{organisation}-trail.csv")


def _rows(statement: Select[AuditEvent]) -> Iterator[list[object]]:
    """Yield the lines some at a time, letting the database go in between."""
    after = None
    while True:
        part = statement if after is None else statement.where(AuditEvent.position < after)
        found = list(db.session.scalars(part.limit(AT_A_TIME)))
        for line in lines.lines(found):
            yield _cells(line)
        if len(found) < AT_A_TIME:
            return
        after = found[-1].position
        db.session.rollback()


def _cells(line: lines.Line) -> list[object]:
    return [
        line.position,
        format_date(line.at, "medium"),
        format_time(line.at),
        line.actor,
        line.act,
        line.subject,
        "; ".join(line.changes),
    ]
