"""An ambassador's own pictures: sending them, seeing what became of them, taking them back."""

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.session import current_ambassador
from core import storage
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.extensions import limiter
from core.formats import format_date
from core.forms import show_error
from media.kits import visit
from media.kits.contributions import notifications, operations, queries, told
from media.kits.contributions.forms import contribution_form
from media.kits.contributions.routes import intake
from media.library.enums import RenditionFormat
from media.library.permissions import is_withdrawn
from media.library.queries import rendition

bp = Blueprint("kits_contributions", __name__, url_prefix="/my/contributions")

A_DAY = "30 per day"


@bp.get("")
@open_to(Audience.AMBASSADOR)
def list_contributions() -> ResponseReturnValue:
    """Show what she has sent, and how much it is used."""
    rows = told.rows(current_ambassador(), visit.today())
    return render_template("media/contributions/mine.html", rows=rows)


@bp.route("/new", methods=["GET", "POST"])
@open_to(Audience.AMBASSADOR)
@limiter.limit(A_DAY, key_func=lambda: str(current_ambassador().id), methods=["POST"])
def send() -> ResponseReturnValue:
    """Take pictures in from her phone."""
    ambassador = current_ambassador()
    form = contribution_form(ambassador.user.name)
    if form.validate_on_submit():
        try:
            intake.take_in(ambassador, form, on=visit.today())
        except DomainError as error:
            show_error(form, error)
        else:
            db.session.commit()
            flash(_("Thank you! Somebody looks at it and writes to you."), "success")
            return redirect(url_for(".list_contributions"))
    page = render_template("media/contributions/send.html", form=form)
    return page, 422 if form.errors else 200


@bp.post("/<uuid:contribution_id>/return")
@open_to(Audience.AMBASSADOR)
def take_back(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Take back what she lent; no reason is asked for."""
    contribution = queries.get_own(current_ambassador(), contribution_id)
    if operations.revoke(contribution, on=visit.today()):
        notifications.ask_to_remove(contribution)
        flash(_("Taken back. From now on nobody can fetch the pictures here."), "success")
    db.session.commit()
    return redirect(url_for(".list_contributions"))


@bp.post("/<uuid:contribution_id>/renewal")
@open_to(Audience.AMBASSADOR)
def lend_longer(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Lend what she has lent for another year."""
    contribution = queries.get_own(current_ambassador(), contribution_id)
    if operations.renew(contribution, on=visit.today()):
        day = format_date(contribution.licensed_until)
        flash(_("Thank you! You have lent them until %(date)s.", date=day), "success")
    db.session.commit()
    return redirect(url_for(".list_contributions"))


@bp.get("/pictures/<uuid:picture_id>")
@open_to(Audience.AMBASSADOR)
def send_picture(picture_id: uuid.UUID) -> ResponseReturnValue:
    """Show her one of her own pictures, small."""
    picture = queries.get_own_picture(current_ambassador(), picture_id)
    if is_withdrawn(picture.asset):
        abort(410)
    small = rendition(picture.asset, RenditionFormat.PREVIEW)
    if small is None:
        abort(404)
    return storage.send(small.storage_key, mimetype=small.mimetype, inline=True)
