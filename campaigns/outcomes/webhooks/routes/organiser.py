"""An organiser connects a form or a system to a campaign, and sees what came of its messages."""

import json
import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from campaigns.labels import goal_name
from campaigns.models import Campaign
from campaigns.outcomes import permissions
from campaigns.outcomes.labels import shown_reference
from campaigns.outcomes.queries import codes_of
from campaigns.outcomes.webhooks import operations, queries, signatures
from campaigns.outcomes.webhooks.forms import ConnectForm
from campaigns.outcomes.webhooks.models import Webhook
from campaigns.queries import get_campaign
from core.access import Audience, open_to
from core.db import db, utcnow
from core.mail import external_url
from core.settings import current_settings

bp = Blueprint(
    "webhooks_organiser",
    __name__,
    url_prefix="/o/<slug:organisation>/campaigns/<uuid:campaign_id>/connections",
)


def found_campaign(campaign_id: uuid.UUID) -> Campaign:
    """Return one of this organisation's campaigns."""
    return get_campaign(current_organisation().id, campaign_id)


@bp.route("", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def list_webhooks(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Explain the ways in, list connected systems, and connect one more."""
    campaign = found_campaign(campaign_id)
    form = ConnectForm.of(campaign)
    if form.validate_on_submit():
        webhook = operations.connect(
            form.chosen_goal(campaign), name=form.name.data or "", actor=signed_in_user()
        )
        db.session.commit()
        return _page(webhook, secret=operations.secret_of(webhook))
    codes = sorted(codes_of(campaign))
    return render_template(
        "campaigns/outcomes/webhooks/connections.html",
        campaign=campaign,
        form=form,
        webhooks=queries.webhooks_of(campaign),
        can_count=permissions.takes_outcomes(campaign) and bool(form.goal.choices),
        code=codes[0] if codes else "ABC234",
        base_url=current_settings().base_url,
    ), 422 if form.errors else 200


@bp.get("/<uuid:webhook_id>")
@open_to(Audience.ORGANISER)
def show(organisation: str, campaign_id: uuid.UUID, webhook_id: uuid.UUID) -> ResponseReturnValue:
    """Show a connected system and what came of its messages, in plain words."""
    return _page(queries.get_webhook(found_campaign(campaign_id), webhook_id))


def _page(webhook: Webhook, *, secret: str = "") -> ResponseReturnValue:
    page = request.args.get("page", 1, type=int)
    return render_template(
        "campaigns/outcomes/webhooks/webhook.html",
        campaign=webhook.goal.campaign,
        webhook=webhook,
        secret=secret,
        address=external_url("webhooks_public.take_in", webhook_id=webhook.id),
        pretix_address=external_url("pretix_public.take_hint", webhook_id=webhook.id),
        goal_name=goal_name,
        deliveries=queries.deliveries_of(webhook, page=page),
        shown_reference=shown_reference,
    )


@bp.post("/<uuid:webhook_id>/secret")
@open_to(Audience.ORGANISER)
def change_secret(
    organisation: str, campaign_id: uuid.UUID, webhook_id: uuid.UUID
) -> ResponseReturnValue:
    """Make a new secret, shown once; the former one holds for a day beside it."""
    webhook = queries.get_webhook(found_campaign(campaign_id), webhook_id)
    operations.change_secret(webhook, actor=signed_in_user())
    db.session.commit()
    return _page(webhook, secret=operations.secret_of(webhook))


@bp.post("/<uuid:webhook_id>/test")
@open_to(Audience.ORGANISER)
def send_test(
    organisation: str, campaign_id: uuid.UUID, webhook_id: uuid.UUID
) -> ResponseReturnValue:
    """Sign a test message as the system would, and take it in by the same way."""
    webhook = queries.get_webhook(found_campaign(campaign_id), webhook_id)
    now = utcnow()
    body = json.dumps({"type": "test", "timestamp": now.isoformat(), "data": {}})
    signed = signatures.sign(operations.secret_of(webhook), f"test-{uuid.uuid4()}", now, body)
    verdict = operations.take_in(webhook, signed.headers, body.encode())
    db.session.commit()
    flash(str(verdict.hint), "success")
    return _back(webhook)


@bp.post("/<uuid:webhook_id>/end")
@open_to(Audience.ORGANISER)
def end(organisation: str, campaign_id: uuid.UUID, webhook_id: uuid.UUID) -> ResponseReturnValue:
    """Disconnect a system; what it told stays."""
    webhook = queries.get_webhook(found_campaign(campaign_id), webhook_id)
    operations.end(webhook, actor=signed_in_user())
    db.session.commit()
    flash(_("It is disconnected. What it told stays."), "success")
    return _back(webhook)


def _back(webhook: Webhook) -> ResponseReturnValue:
    return redirect(
        url_for(
            ".show",
            organisation=current_organisation().slug,
            campaign_id=webhook.goal.campaign_id,
            webhook_id=webhook.id,
        )
    )
