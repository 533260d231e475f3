"""Official figures beside a campaign's outcomes: typed, brought in as a list, taken away."""

import tempfile
import uuid
from pathlib import Path

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.session import current_organisation, signed_in_user
from campaigns.models import Campaign
from campaigns.outcomes.official import operations, queries, reading
from campaigns.outcomes.official.forms import FigureForm, FigureListForm
from campaigns.queries import get_campaign
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.formats import zone
from core.forms import show_error
from core.spreadsheets import Limits, read_rows

bp = Blueprint(
    "official_organiser",
    __name__,
    url_prefix="/o/<slug:organisation>/campaigns/<uuid:campaign_id>/official-figures",
)
LIMITS = Limits(megabytes=1, rows=500)


def found_campaign(campaign_id: uuid.UUID) -> Campaign:
    """Return one of this organisation's campaigns."""
    return get_campaign(current_organisation().id, campaign_id)


@bp.route("", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def list_figures(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Show a campaign's official figures, and take one more."""
    campaign, form = found_campaign(campaign_id), FigureForm()
    if form.validate_on_submit():
        operations.enter(campaign, [form.figure()], actor=signed_in_user())
        db.session.commit()
        flash(_("The figure is shown beside the results."), "success")
        return _back(campaign)
    return render_template(
        "campaigns/outcomes/official/figures.html",
        campaign=campaign,
        form=form,
        figures=queries.figures_of(campaign.id),
    ), 422 if form.errors else 200


@bp.route("/list", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def bring_in(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Take a list of figures: all of them, or none and the reason."""
    campaign, form = found_campaign(campaign_id), FigureListForm()
    if form.validate_on_submit():
        try:
            new = _taken_in(campaign, form.content())
            db.session.commit()
            words = ngettext("%(num)d new figure is shown.", "%(num)d new figures are shown.", new)
            flash(words, "success")
            return _back(campaign)
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
    return render_template(
        "campaigns/outcomes/official/list.html", campaign=campaign, form=form
    ), 422 if form.errors else 200


def _taken_in(campaign: Campaign, content: bytes) -> int:
    with tempfile.TemporaryDirectory(prefix="tillid-figures-") as folder:
        path = Path(folder) / "list"
        path.write_bytes(content)
        figures = reading.figures_in(read_rows(path, LIMITS), zone())
    return operations.enter(campaign, figures, actor=signed_in_user(), is_imported=True)


@bp.post("/<uuid:figure_id>/removal")
@open_to(Audience.ORGANISER)
def remove(organisation: str, campaign_id: uuid.UUID, figure_id: uuid.UUID) -> ResponseReturnValue:
    """Take a figure away; the trail keeps what it said."""
    campaign = found_campaign(campaign_id)
    operations.remove(queries.get_figure(campaign, figure_id), actor=signed_in_user())
    db.session.commit()
    flash(_("The figure is taken away. The trail keeps what it said."), "success")
    return _back(campaign)


def _back(campaign: Campaign) -> ResponseReturnValue:
    slug = current_organisation().slug
    return redirect(url_for(".list_figures", organisation=slug, campaign_id=campaign.id))
