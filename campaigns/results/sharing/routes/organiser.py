"""Where those who run the programme share results, see what is shared, and take it back."""

import uuid
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from campaigns.models import Campaign
from campaigns.results.queries import get_campaign
from campaigns.results.sharing import operations, queries
from campaigns.results.sharing.forms import ShareForm
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local
from core.forms import filled, show_error
from core.mail import external_url

bp = Blueprint(
    "shared_organiser",
    __name__,
    url_prefix="/o/<slug:organisation>/results/<uuid:campaign_id>/shared",
)
USUALLY = timedelta(days=30)


@bp.route("", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def list_shared(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """List a campaign's links and make one more."""
    campaign = get_campaign(current_organisation().id, campaign_id)
    today = local(utcnow()).date()
    form = ShareForm(data={"last_day": today + USUALLY})
    if form.validate_on_submit():
        try:
            operations.share(campaign, **_asked(form), today=today, actor=signed_in_user())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("The link is made. Send it and the password in different ways."), "success")
            return _to_list(campaign)
    return _page(campaign, form)


def _asked(form: ShareForm) -> dict[str, Any]:
    return {
        "for_whom": filled(form.for_whom.data),
        "password": filled(form.password.data),
        "last_day": filled(form.last_day.data),
    }


def _page(campaign: Campaign, form: ShareForm) -> ResponseReturnValue:
    shared = queries.shared_of(campaign)
    today = local(utcnow()).date()
    return render_template(
        "campaigns/results/sharing/list.html",
        campaign=campaign,
        form=form,
        shared=shared,
        is_open={one.id: queries.is_open(one, today) for one in shared},
        addresses={
            one.id: external_url("shared_public.show", token=operations.token_of(one.id))
            for one in shared
        },
    ), 422 if form.errors else 200


@bp.post("/<uuid:shared_id>/removal")
@open_to(Audience.ORGANISER)
def take_back(
    organisation: str, campaign_id: uuid.UUID, shared_id: uuid.UUID
) -> ResponseReturnValue:
    """Let a link lead nowhere from now on."""
    campaign = get_campaign(current_organisation().id, campaign_id)
    operations.take_back(queries.get_shared(campaign, shared_id), actor=signed_in_user())
    db.session.commit()
    flash(_("The link leads nowhere now."), "success")
    return _to_list(campaign)


def _to_list(campaign: Campaign) -> ResponseReturnValue:
    return redirect(
        url_for(
            "shared_organiser.list_shared",
            organisation=campaign.organisation.slug,
            campaign_id=campaign.id,
        )
    )
