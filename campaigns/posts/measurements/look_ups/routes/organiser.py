"""How looking up stands, what is planned, and the switch that stops it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from campaigns.posts.measurements.look_ups import instagram, operations, pacing, queries, wording
from campaigns.posts.measurements.look_ups.status import Status, status
from campaigns.posts.measurements.own_account import queries as own_account
from campaigns.posts.measurements.own_account.gateway import is_connected
from core.access import Audience, open_to
from core.db import db, utcnow
from core.formats import DEFAULT_ZONE
from core.settings import current_settings

bp = Blueprint("posts_looking", __name__, url_prefix="/o/<slug:organisation>/posts/look-ups")


@bp.get("")
@open_to(Audience.ORGANISER)
def show_status(organisation: str) -> ResponseReturnValue:
    """Say in plain words how it stands and when the next posts are asked about."""
    here = current_organisation()
    is_named = is_connected(here.slug)
    return render_template(
        "campaigns/posts/measurements/look_ups/status.html",
        status=_status(),
        not_seen=queries.not_seen(here.id),
        version=instagram.version(),
        a_day=pacing.A_DAY,
        account=own_account.account_of(here.id) if is_named else None,
        is_named=is_named,
        now=utcnow(),
        wording=wording,
    )


def _status() -> Status:
    organisation_id = current_organisation().id
    return status(
        is_on=current_settings().instagram_look_ups,
        stop=queries.stop_of(organisation_id),
        agreed=queries.agreed(organisation_id),
        gate=queries.gate(),
        waiting=queries.waiting(organisation_id),
        queue=queries.queue(),
        now=utcnow(),
        zone=DEFAULT_ZONE,
    )


@bp.post("")
@open_to(Audience.ORGANISER)
def switch(organisation: str) -> ResponseReturnValue:
    """Stop all look-ups for this organisation, or let them go on."""
    if request.form.get("wanted") == "stop":
        operations.stop(current_organisation(), actor=signed_in_user(), now=utcnow())
        flash(_("All look-ups are stopped."), "success")
    else:
        operations.resume(current_organisation(), actor=signed_in_user())
        flash(_("Look-ups go on."), "success")
    db.session.commit()
    return redirect(url_for(".show_status", organisation=organisation))
