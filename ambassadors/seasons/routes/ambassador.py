"""Whether one may be asked again, said on the page of a season that is over."""

import uuid

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import signed_in_user
from ambassadors.seasons import alumni, notifications, queries
from core.access import Audience, open_to
from core.db import db, utcnow

bp = Blueprint("seasons_ambassador", __name__, url_prefix="/my/past-season")


@bp.post("/<uuid:ambassador_id>/asking")
@open_to(Audience.SIGNED_IN)
def answer(ambassador_id: uuid.UUID) -> ResponseReturnValue:
    """Keep a yes, or forget it. Whoever says nothing has said no."""
    place = queries.get_ended_place(signed_in_user(), ambassador_id)
    if request.form.get("may_ask") == "yes":
        notifications.send_yes_kept(alumni.say_yes(place, at=utcnow()))
        flash(_("Thank you. We keep your name, address and language, and nothing else."), "success")
    else:
        alumni.say_no(place)
        flash(_("That is fine. You will not be asked again."), "success")
    db.session.commit()
    return redirect(url_for("home_closing.show_closing"))


@bp.post("/asking/<uuid:alumnus_id>/removal")
@open_to(Audience.SIGNED_IN)
def take_back(alumnus_id: uuid.UUID) -> ResponseReturnValue:
    """Take back a yes, also when the season itself has been erased."""
    alumni.take_back(queries.get_own_yes(signed_in_user(), alumnus_id))
    db.session.commit()
    flash(_("That is fine. You will not be asked again."), "success")
    return redirect(url_for("home_closing.show_closing"))
