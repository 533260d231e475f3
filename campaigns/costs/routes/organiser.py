"""What an organiser notes about what a campaign costs."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from campaigns import permissions
from campaigns.costs import operations, queries
from campaigns.costs.forms import HoursForm, MoneyForm, form_for
from campaigns.costs.kroner import kroner
from campaigns.costs.models import Cost
from campaigns.models import Campaign
from campaigns.routes.organiser import get_campaign
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local
from core.forms import show_error

bp = Blueprint("costs_organiser", __name__, url_prefix="/o/<slug:organisation>/campaigns")


@bp.get("/<uuid:campaign_id>/costs")
@open_to(Audience.ORGANISER)
def list_costs(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Show what a campaign cost, and the hours that were given to it."""
    campaign = get_campaign(campaign_id)
    found = queries.list_costs(campaign, page=request.args.get("page", 1, type=int))
    return render_template(
        "campaigns/costs/costs.html",
        campaign=campaign,
        found=found,
        spent=queries.spent_on(campaign),
        given=queries.given_to(campaign),
        kroner=kroner,
        can_change=permissions.can_change(campaign),
    )


@bp.route("/<uuid:campaign_id>/costs/money", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def note_money(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Note an expense."""
    return _note(get_campaign(campaign_id), MoneyForm(data=_today()))


@bp.route("/<uuid:campaign_id>/costs/hours", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def note_hours(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Note hours of those who run it."""
    return _note(get_campaign(campaign_id), HoursForm(data=_today()))


@bp.route("/<uuid:campaign_id>/costs/<uuid:cost_id>", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_cost(organisation: str, campaign_id: uuid.UUID, cost_id: uuid.UUID) -> ResponseReturnValue:
    """Put a cost right."""
    campaign = get_campaign(campaign_id)
    cost = queries.get_cost(campaign, cost_id)
    form = form_for(cost)
    if form.validate_on_submit():
        try:
            operations.change_cost(cost, form.spending(), actor=signed_in_user())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("Saved."), "success")
            return _to_costs(campaign)
    return _page(campaign, form, cost)


@bp.post("/<uuid:campaign_id>/costs/<uuid:cost_id>/removal")
@open_to(Audience.ORGANISER)
def remove_cost(
    organisation: str, campaign_id: uuid.UUID, cost_id: uuid.UUID
) -> ResponseReturnValue:
    """Take a cost away."""
    campaign = get_campaign(campaign_id)
    try:
        operations.remove_cost(queries.get_cost(campaign, cost_id), actor=signed_in_user())
        db.session.commit()
        flash(_("It is gone. What it was stays in the audit trail."), "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return _to_costs(campaign)


def _note(campaign: Campaign, form: MoneyForm | HoursForm) -> ResponseReturnValue:
    if form.validate_on_submit():
        try:
            operations.note_cost(campaign, form.spending(), actor=signed_in_user())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("Noted."), "success")
            return _to_costs(campaign)
    return _page(campaign, form, None)


def _page(
    campaign: Campaign, form: MoneyForm | HoursForm, cost: Cost | None
) -> ResponseReturnValue:
    return render_template("campaigns/costs/cost.html", campaign=campaign, form=form, cost=cost)


def _today() -> dict[str, object]:
    return {"spent_on": local(utcnow()).date()}


def _to_costs(campaign: Campaign) -> ResponseReturnValue:
    slug = current_organisation().slug
    return redirect(url_for(".list_costs", organisation=slug, campaign_id=campaign.id))
