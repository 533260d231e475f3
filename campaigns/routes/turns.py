"""Turns a campaign takes after its last day: opened again, archived, made once more."""

import uuid

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import signed_in_user
from campaigns import copying, states
from campaigns.forms import CopyForm, ReopenForm
from campaigns.routes.organiser import get_campaign, to_campaign
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local
from core.forms import filled, show_error

bp = Blueprint("campaign_turns", __name__, url_prefix="/o/<slug:organisation>/campaigns")


@bp.route("/<uuid:campaign_id>/reopening", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def reopen(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Let a closed campaign run on to a new last day."""
    campaign = get_campaign(campaign_id)
    today = local(utcnow()).date()
    form = ReopenForm.for_campaign(campaign, today)
    if form.validate_on_submit():
        try:
            last = filled(form.ends_on.data)
            states.reopen(campaign, ends_on=last, actor=signed_in_user(), today=today)
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("The campaign is running again."), "success")
            return to_campaign(campaign)
    return render_template("campaigns/reopen.html", form=form, campaign=campaign)


@bp.post("/<uuid:campaign_id>/archive")
@open_to(Audience.ORGANISER)
def archive(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Put a closed campaign away for good."""
    campaign = get_campaign(campaign_id)
    try:
        states.archive(campaign, actor=signed_in_user())
        db.session.commit()
        flash(_("The campaign is archived. It can still be read and copied."), "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return to_campaign(campaign)


@bp.route("/<uuid:campaign_id>/copy", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def copy(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Make a draft like a campaign, on other days."""
    campaign = get_campaign(campaign_id)
    form = CopyForm.for_campaign(campaign)
    if form.validate_on_submit():
        new = copying.copy_campaign(campaign, form.next_time(), actor=signed_in_user())
        db.session.commit()
        flash(_("The copy is a draft. Look it through before you launch it."), "success")
        return to_campaign(new)
    return render_template(
        "campaigns/copy.html",
        form=form,
        campaign=campaign,
        has_ended=len(copying.going_on(campaign)) < len(campaign.cohorts),
    )
