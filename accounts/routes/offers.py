"""Saying yes or no to a role that somebody offers."""

import uuid

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts import offers, sessions
from accounts.session import signed_in_user
from core.access import Audience, open_to
from core.db import db

bp = Blueprint("accounts_offers", __name__, url_prefix="/account/offers/<uuid:organisation_id>")


@bp.post("")
@open_to(Audience.SIGNED_IN)
def accept(organisation_id: uuid.UUID) -> ResponseReturnValue:
    """Take the roles an organisation offers, and go there."""
    offer = offers.get(signed_in_user(), organisation_id)
    name, slug = offer.organisation.name, offer.organisation.slug
    offers.accept(signed_in_user(), offer)
    sessions.rotate()  # it opens more from here on, and only here
    sessions.end_others(signed_in_user())
    db.session.commit()
    flash(_("Welcome to %(organisation)s.", organisation=name), "success")
    return redirect(f"/o/{slug}")  # where a room above shows the overview


@bp.post("/refusal")
@open_to(Audience.SIGNED_IN)
def refuse(organisation_id: uuid.UUID) -> ResponseReturnValue:
    """Say no to the roles an organisation offers."""
    offer = offers.get(signed_in_user(), organisation_id)
    name = offer.organisation.name
    offers.refuse(signed_in_user(), offer)
    db.session.commit()
    flash(_("You have said no to %(organisation)s.", organisation=name), "success")
    return redirect(url_for("accounts_person.show_account"))
