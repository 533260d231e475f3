"""Setting a burst of clicks aside, and counting it again."""

import uuid

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.session import current_organisation, signed_in_user
from campaigns.queries import get_campaign
from campaigns.tracking import setting_aside, visits
from campaigns.tracking.forms import AsideForm
from campaigns.tracking.models import LinkQuarter
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.forms import filled

bp = Blueprint(
    "campaigns_bursts",
    __name__,
    url_prefix="/o/<slug:organisation>/campaigns/<uuid:campaign_id>/links/bursts",
)


@bp.post("/<uuid:quarter_id>")
@open_to(Audience.ORGANISER)
def set_aside(
    organisation: str, campaign_id: uuid.UUID, quarter_id: uuid.UUID
) -> ResponseReturnValue:
    """Take the clicks of a burst out of the numbers, with a reason that readers see."""
    quarter, form = _quarter(campaign_id, quarter_id), AsideForm()
    if not form.validate_on_submit():
        missing = _("Write why the clicks are set aside: everybody who reads the numbers sees it.")
        flash(form.why.errors[0] if form.why.data and form.why.errors else missing, "error")
        return _back(organisation, campaign_id)
    try:
        number = setting_aside.set_aside(quarter, why=filled(form.why.data), actor=signed_in_user())
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    else:
        words = ngettext("%(num)d click is set aside.", "%(num)d clicks are set aside.", number)
        flash(words if number else _("They are set aside already."), "success")
    return _back(organisation, campaign_id)


@bp.post("/<uuid:quarter_id>/counting")
@open_to(Audience.ORGANISER)
def count_again(
    organisation: str, campaign_id: uuid.UUID, quarter_id: uuid.UUID
) -> ResponseReturnValue:
    """Count the clicks of a burst after all."""
    try:
        setting_aside.count_again(_quarter(campaign_id, quarter_id), actor=signed_in_user())
        db.session.commit()
        flash(_("The clicks count again."), "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return _back(organisation, campaign_id)


def _quarter(campaign_id: uuid.UUID, quarter_id: uuid.UUID) -> LinkQuarter:
    return visits.get_burst(get_campaign(current_organisation().id, campaign_id), quarter_id)


def _back(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    address = url_for(
        "campaigns_links.list_links", organisation=organisation, campaign_id=campaign_id
    )
    return redirect(f"{address}#bursts")
