"""An organiser connects an event in pretix."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from accounts.session import signed_in_user
from campaigns.outcomes import permissions
from campaigns.outcomes.webhooks import queries
from campaigns.outcomes.webhooks.pretix import operations
from campaigns.outcomes.webhooks.pretix.forms import PretixForm
from campaigns.outcomes.webhooks.routes.organiser import found_campaign
from core.access import Audience, open_to
from core.db import db
from core.forms import filled

bp = Blueprint(
    "pretix_organiser",
    __name__,
    url_prefix="/o/<slug:organisation>/campaigns/<uuid:campaign_id>/connections",
)


@bp.route("/pretix", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def connect(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Ask where the shop is, and connect it."""
    campaign = found_campaign(campaign_id)
    form = PretixForm.of(campaign)
    if form.validate_on_submit():
        webhook = operations.connect(
            form.chosen_goal(campaign),
            name=filled(form.name.data),
            place=form.place(),
            token=filled(form.token.data),
            actor=signed_in_user(),
        )
        db.session.commit()
        return _to(organisation, campaign_id, webhook.id)
    return render_template(
        "campaigns/outcomes/webhooks/pretix.html",
        campaign=campaign,
        form=form,
        can_count=permissions.takes_outcomes(campaign) and bool(form.goal.choices),
    ), 422 if form.errors else 200


@bp.post("/<uuid:webhook_id>/asking")
@open_to(Audience.ORGANISER)
def ask_again(
    organisation: str, campaign_id: uuid.UUID, webhook_id: uuid.UUID
) -> ResponseReturnValue:
    """Ask pretix once more for the orders that came to nothing."""
    webhook = queries.get_webhook(found_campaign(campaign_id), webhook_id)
    number = operations.ask_again(webhook)
    db.session.commit()
    words = ngettext("%(num)s order is asked for.", "%(num)s orders are asked for.", number)
    flash(words, "success")
    return _to(organisation, campaign_id, webhook_id)


def _to(organisation: str, campaign_id: uuid.UUID, webhook_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(
        url_for(
            "webhooks_organiser.show",
            organisation=organisation,
            campaign_id=campaign_id,
            webhook_id=webhook_id,
        )
    )
