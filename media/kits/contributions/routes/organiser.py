"""What ambassadors have sent, as organisers look at it: thank, take into a kit, or say no."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local_date
from core.forms import filled, show_error
from media.kits.contributions import notifications, operations, queries
from media.kits.contributions.enums import ContributionState
from media.kits.contributions.forms import AnswerForm
from media.kits.contributions.models import Contribution
from media.kits.models import Kit
from media.library.models import Asset

bp = Blueprint(
    "kits_contributions_organiser", __name__, url_prefix="/o/<slug:organisation>/contributions"
)


@bp.get("")
@open_to(Audience.ORGANISER)
def list_contributions(organisation: str) -> ResponseReturnValue:
    """Show what ambassadors have sent, the unanswered first."""
    rows = queries.contributions_to(current_organisation().id)
    return render_template("media/contributions/list.html", rows=rows)


@bp.route("/<uuid:contribution_id>", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def answer(organisation: str, contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Look at a contribution and answer it."""
    contribution = queries.get_contribution(current_organisation().id, contribution_id)
    today = local_date(utcnow(), current_organisation().timezone)
    cohort_id = contribution.ambassador.cohort_id
    kits = queries.kits_to_choose(current_organisation().id, cohort_id, today)
    form = AnswerForm()
    form.offer(kits)
    if form.validate_on_submit():
        try:
            _answer(contribution, form, kits)
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            db.session.commit()
            return redirect(_next_url(contribution))
    page = render_template("media/contributions/answer.html", one=contribution, form=form)
    return page, 422 if form.errors else 200


def _answer(contribution: Contribution, form: AnswerForm, kits: list[Kit]) -> None:
    kit = next((kit for kit in kits if str(kit.id) == form.kit.data), None)
    words, actor = filled(form.thanks.data), signed_in_user()
    if request.form.get("answer") == "no":
        operations.decline(contribution, thanks=words, actor=actor)
        flash(_("Answered. The pictures are deleted."), "success")
    else:
        operations.accept(contribution, kit=kit, thanks=words, actor=actor)
        flash(_("Thanked. The pictures are in the library."), "success")
    notifications.send_answer(contribution)


def _undescribed(contribution: Contribution) -> Asset | None:
    """Return the first picture taken into use of which nobody has said what it shows."""
    if contribution.state is not ContributionState.ACCEPTED:
        return None
    assets = (picture.asset for picture in contribution.pictures)
    return next((one for one in assets if not (one.alt_da or one.alt_en)), None)


def _next_url(contribution: Contribution) -> str:
    """Return where to go on: to what waits for words, else back to what was sent."""
    slug, asset = current_organisation().slug, _undescribed(contribution)
    if asset is None:
        return url_for(".list_contributions", organisation=slug)
    flash(_("Now say in a sentence what it shows, for those who cannot see it."), "warn")
    return url_for("library_organiser.show_asset", organisation=slug, asset_id=asset.id)
