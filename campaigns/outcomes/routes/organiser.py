"""An organiser puts an outcome right, or types one in."""

import uuid
from datetime import datetime, time

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from campaigns.models import Campaign, Participation
from campaigns.outcomes import operations, permissions, queries, typing_in
from campaigns.outcomes.enums import Stage
from campaigns.outcomes.errors import NotInThisCampaign
from campaigns.outcomes.forms import ByHandForm, CorrectionForm
from campaigns.outcomes.imports.references import code_in, kept_reference
from campaigns.outcomes.routes.reader import outcome_page
from campaigns.queries import get_campaign
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local, zone
from core.forms import filled, show_error

bp = Blueprint(
    "outcomes_organiser",
    __name__,
    url_prefix="/o/<slug:organisation>/campaigns/<uuid:campaign_id>/outcomes",
)
MIDDAY = time(12)


@bp.post("/<uuid:outcome_id>/corrections")
@open_to(Audience.ORGANISER)
def correct(
    organisation: str, campaign_id: uuid.UUID, outcome_id: uuid.UUID
) -> ResponseReturnValue:
    """Put an outcome right; what it was stays readable."""
    campaign = get_campaign(current_organisation().id, campaign_id)
    outcome, form = queries.get_outcome(campaign, outcome_id), CorrectionForm()
    if form.validate_on_submit():
        try:
            operations.correct(
                outcome,
                stage=Stage(form.stage.data),
                participation=_part(campaign, form.code.data or ""),
                reason=filled(form.reason.data),
                actor=signed_in_user(),
            )
            db.session.commit()
            flash(_("It is put right, and its history says so."), "success")
            return _to("show_outcome", campaign, outcome_id)
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
    return outcome_page(campaign, outcome, form)


def _part(campaign: Campaign, typed: str) -> Participation | None:
    if not typed:
        return None
    found = queries.part_with_code(campaign, code_in(typed))
    if found is None:
        raise NotInThisCampaign
    return found


@bp.route("/new", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def type_in(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Count one outcome that nothing else tells of."""
    campaign = get_campaign(current_organisation().id, campaign_id)
    form = ByHandForm.of(campaign)
    if form.validate_on_submit():
        try:
            _count(campaign, form)
            db.session.commit()
            flash(_("It is counted."), "success")
            return _to("list_outcomes", campaign)
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
    return render_template(
        "campaigns/outcomes/type_in.html",
        campaign=campaign,
        form=form,
        can_count=permissions.takes_outcomes(campaign) and bool(form.goal.choices),
    ), 422 if form.errors else 200


def _count(campaign: Campaign, form: ByHandForm) -> None:
    goal, day = form.chosen_goal(campaign), filled(form.day.data)
    moment = datetime.combine(day, MIDDAY, tzinfo=zone())
    typed = typing_in.Typed(
        reference=kept_reference(filled(form.reference.data), goal.id),
        stage=Stage(form.stage.data),
        participation=_part(campaign, form.code.data or ""),
        happened_at=min(moment, utcnow()) if day == local(utcnow()).date() else moment,
    )
    typing_in.count_by_hand(goal, typed, actor=signed_in_user())


def _to(page: str, campaign: Campaign, outcome_id: uuid.UUID | None = None) -> ResponseReturnValue:
    slug, endpoint = current_organisation().slug, f"outcomes_reader.{page}"
    address = url_for(endpoint, organisation=slug, campaign_id=campaign.id, outcome_id=outcome_id)
    return redirect(address)
