"""Campaigns as an ambassador meets them: what they are about, her own target, and saying no."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.session import current_ambassador
from campaigns import labels, operations, permissions, queries
from campaigns.forms import OwnTargetForm
from campaigns.models import Participation
from campaigns.signals import reached_in
from core.access import Audience, open_to
from core.db import db, utcnow
from core.formats import local
from core.languages import localised
from media.kits.queries import kits_for

bp = Blueprint("campaigns_ambassador", __name__, url_prefix="/my/campaigns")


@bp.get("")
@open_to(Audience.AMBASSADOR)
def list_campaigns() -> ResponseReturnValue:
    """List the campaigns she is part of, and those she has said no to."""
    today = local(utcnow()).date()
    parts = queries.parts_in_sight(current_ambassador(), today)
    open_ones = [part for part in parts if part.declined_at is None]
    return render_template(
        "campaigns/mine.html",
        running=[part for part in open_ones if part.campaign.starts_on <= today],
        coming=[part for part in open_ones if part.campaign.starts_on > today],
        declined=[part for part in parts if part.declined_at is not None],
    )


@bp.get("/<uuid:participation_id>")
@open_to(Audience.AMBASSADOR)
def show_campaign(participation_id: uuid.UUID) -> ResponseReturnValue:
    """Show what a campaign is about, and what she can do with it."""
    part = _get(participation_id)
    return _page(part, OwnTargetForm.for_participation(part))


@bp.post("/<uuid:participation_id>/target")
@open_to(Audience.AMBASSADOR)
def set_target(participation_id: uuid.UUID) -> ResponseReturnValue:
    """Keep the target she sets herself, or none."""
    part = _get(participation_id)
    form = OwnTargetForm.for_participation(part)
    if not form.validate_on_submit():
        return _page(part, form)
    operations.set_own_target(part, form.own_target.data, step=form.step())
    db.session.commit()
    if part.own_target is None:
        flash(_("You have no target of your own."), "success")
    else:
        flash(_("Your target is saved."), "success")
    return redirect(url_for(".show_campaign", participation_id=part.id))


@bp.post("/<uuid:participation_id>/refusal")
@open_to(Audience.AMBASSADOR)
def decline(participation_id: uuid.UUID) -> ResponseReturnValue:
    """Leave her out of a campaign; nobody asks why."""
    part = _get(participation_id)
    operations.decline(part)
    db.session.commit()
    name = localised(part.campaign, "name")
    flash(_("You are left out of “%(campaign)s”. Nobody asks why.", campaign=name), "success")
    return redirect(url_for(".list_campaigns"))


@bp.post("/<uuid:participation_id>/refusal/removal")
@open_to(Audience.AMBASSADOR)
def rejoin(participation_id: uuid.UUID) -> ResponseReturnValue:
    """Let her take part after all."""
    part = _get(participation_id)
    operations.rejoin(part)
    db.session.commit()
    flash(_("Good to have you with us."), "success")
    return redirect(url_for(".show_campaign", participation_id=part.id))


def _get(participation_id: uuid.UUID) -> Participation:
    return queries.get_participation(current_ambassador(), participation_id)


def _page(part: Participation, form: OwnTargetForm) -> ResponseReturnValue:
    today = local(utcnow()).date()
    chosen = {kit.id for kit in part.campaign.kits}
    return render_template(
        "campaigns/my_campaign.html",
        part=part,
        campaign=part.campaign,
        is_open=permissions.is_open(part),
        kits=[kit for kit in kits_for(current_ambassador(), today) if kit.id in chosen],
        form=form,
        goals=[goal for goal in part.campaign.goals if goal.is_collective and not goal.ended_at],
        reached=reached_in(part.campaign),
        labels=labels,
        progress=labels.own_progress(part),
        today=today,
    )
