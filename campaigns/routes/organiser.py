"""What an organiser does with campaigns: write, set goals, choose, launch, close."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.models import Unit
from accounts.session import current_organisation, signed_in_user
from accounts.units.queries import units as units_of
from ambassadors.models import Cohort
from ambassadors.queries import cohorts_to_choose
from campaigns import choosing, finding, labels, operations, permissions, queries, states
from campaigns.forms import CampaignForm, ChoosingForm
from campaigns.models import Campaign
from campaigns.routes.finding import choices, page_wanted, wanted_campaigns
from campaigns.signals import event_day, seats_of
from core import jobs
from core.access import Audience, open_to, require
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local
from core.forms import show_error

bp = Blueprint("campaigns_organiser", __name__, url_prefix="/o/<slug:organisation>/campaigns")


def get_campaign(campaign_id: uuid.UUID) -> Campaign:
    """Return one of this organisation's campaigns."""
    return queries.get_campaign(current_organisation().id, campaign_id)


def to_campaign(campaign: Campaign) -> ResponseReturnValue:
    """Return to a campaign's page."""
    slug = current_organisation().slug
    return redirect(
        url_for("campaigns_organiser.show_campaign", organisation=slug, campaign_id=campaign.id)
    )


@bp.get("")
@open_to(Audience.ORGANISER)
def list_campaigns(organisation: str) -> ResponseReturnValue:
    """Show the organisation's campaigns, or those that fit."""
    wanted, here = wanted_campaigns(), current_organisation().id
    return render_template(
        "campaigns/campaigns.html",
        found=finding.find_campaigns(here, wanted, page=page_wanted()),
        has_any=finding.has_campaigns(here),
        **choices(wanted),
    )


@bp.route("/new", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def new_campaign(organisation: str) -> ResponseReturnValue:
    """Write a new campaign."""
    cohorts, units = _choices(None)
    form = CampaignForm.for_campaign(None, cohorts, units)
    if form.validate_on_submit():
        try:
            campaign = operations.create_campaign(
                current_organisation(),
                form.texts(None),
                cohorts=form.chosen(cohorts),
                units=form.chosen_units(units),
            )
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("The campaign is a draft. Next: its goals."), "success")
            return to_campaign(campaign)
    return render_template("campaigns/edit_campaign.html", form=form, campaign=None)


@bp.route("/<uuid:campaign_id>/texts", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_campaign(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Change what a campaign says."""
    campaign = get_campaign(campaign_id)
    require(permissions.can_change(campaign))
    cohorts, units = _choices(campaign)
    form = CampaignForm.for_campaign(campaign, cohorts, units)
    if form.validate_on_submit():
        try:
            operations.edit_campaign(
                campaign,
                form.texts(campaign),
                cohorts=form.chosen(cohorts),
                units=form.chosen_units(units),
                actor=signed_in_user(),
            )
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("Saved."), "success")
            return to_campaign(campaign)
    return render_template("campaigns/edit_campaign.html", form=form, campaign=campaign)


@bp.get("/<uuid:campaign_id>")
@open_to(Audience.ORGANISER)
def show_campaign(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Show what a campaign has and what it still needs."""
    return _page(get_campaign(campaign_id))


@bp.post("/<uuid:campaign_id>/choices")
@open_to(Audience.ORGANISER)
def choose(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Choose a campaign's kits and readers."""
    campaign = get_campaign(campaign_id)
    kits, readers = choosing.kits_to_choose(campaign), choosing.readers_to_choose(campaign)
    form = ChoosingForm.for_campaign(campaign, kits, readers)
    if not form.validate_on_submit():
        return _page(campaign, choice=form)
    require(permissions.can_change(campaign))
    chosen = [kit for kit in kits if str(kit.id) in (form.kits.data or [])]
    operations.set_kits(campaign, chosen, actor=signed_in_user())
    operations.set_readers(campaign, [m for m in readers if str(m.id) in (form.readers.data or [])])
    db.session.commit()
    flash(_("The choice is saved."), "success")
    return to_campaign(campaign)


@bp.post("/<uuid:campaign_id>/launch")
@open_to(Audience.ORGANISER)
def launch(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Make a campaign live; everybody in its cohorts gets a part and a link."""
    campaign = get_campaign(campaign_id)
    try:
        parts = states.launch(campaign, actor=signed_in_user(), today=local(utcnow()).date())
        db.session.commit()
        flash(labels.launched(are_many=len(parts) == operations.AT_ONCE), "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return to_campaign(campaign)


@bp.get("/<uuid:campaign_id>/taking-in")
@open_to(Audience.ORGANISER)
def show_taking_in(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Answer the page's question how many take part by now."""
    campaign = get_campaign(campaign_id)
    if request.headers.get("HX-Request") != "true":
        return to_campaign(campaign)
    job = jobs.latest(operations.TAKING_IN, campaign.id)
    return render_template("campaigns/taking_in_piece.html", campaign=campaign, job=job)


@bp.post("/<uuid:campaign_id>/taking-in")
@open_to(Audience.ORGANISER)
def take_in_again(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Go on giving everybody a part, after it went wrong."""
    campaign = get_campaign(campaign_id)
    operations.take_in_again(campaign)
    db.session.commit()
    return to_campaign(campaign)


@bp.post("/<uuid:campaign_id>/closing")
@open_to(Audience.ORGANISER)
def close(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """End a campaign; its numbers stay."""
    campaign = get_campaign(campaign_id)
    try:
        states.close(campaign, actor=signed_in_user())
        db.session.commit()
        words = _("The campaign is closed. Its numbers stay, and its links still lead on.")
        flash(words, "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return to_campaign(campaign)


@bp.post("/<uuid:campaign_id>/removal")
@open_to(Audience.ORGANISER)
def delete(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Delete a draft; one that has been launched stays."""
    campaign = get_campaign(campaign_id)
    try:
        operations.delete_draft(campaign)
        states.record(campaign, "campaign_deleted", signed_in_user())
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
        return to_campaign(campaign)
    flash(_("The draft is deleted."), "success")
    return redirect(url_for(".list_campaigns", organisation=organisation))


def _choices(campaign: Campaign | None) -> tuple[list[Cohort], list[Unit]]:
    """Return whom a campaign of this organisation can be for; one there is keeps its own."""
    organisation = current_organisation()
    cohorts = cohorts_to_choose(organisation.id, campaign.cohorts if campaign else ())
    return cohorts, sorted(units_of(organisation), key=lambda u: u.path)


def _page(campaign: Campaign, *, choice: ChoosingForm | None = None) -> ResponseReturnValue:
    """Show a campaign; a form that was refused is shown as it was typed."""
    kits, readers = choosing.kits_to_choose(campaign), choosing.readers_to_choose(campaign)
    return render_template(
        "campaigns/campaign.html",
        campaign=campaign,
        choosing=choice or ChoosingForm.for_campaign(campaign, kits, readers),
        missing=operations.missing_before_launch(campaign),
        turnout=queries.turnout(campaign),
        seats=seats_of(campaign),
        event_day=event_day(campaign),
        statuses=labels.STATUSES,
        taking_in=jobs.latest(operations.TAKING_IN, campaign.id),
        way=labels.way_of(campaign),
        goal_name=labels.goal_name,
        footing=campaign.relation.label,
        can_change=permissions.can_change(campaign),
        is_over=campaign.ends_on < local(utcnow()).date(),
    )
