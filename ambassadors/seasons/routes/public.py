"""Taking back a yes by the link in a mail, without an account."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from accounts.limits import keep_link_to_ourselves
from accounts.session import show_for
from ambassadors.seasons import alumni, queries
from ambassadors.seasons.models import Alumnus
from ambassadors.seasons.tokens import id_in
from core.access import Audience, open_to
from core.db import db
from core.errors import LinkGone

bp = Blueprint("seasons_public", __name__, url_prefix="/asked-again")
bp.after_request(keep_link_to_ourselves)


def get_alumnus(token: str) -> Alumnus:
    """Return whom a link is about. Raises LinkGone when they are forgotten."""
    alumnus_id = id_in(token)
    alumnus = queries.alumnus_of(alumnus_id) if alumnus_id else None
    if alumnus is None:
        raise LinkGone(_("You are not on our list. Nobody here will ask you again."))
    show_for(alumnus.organisation)
    return alumnus


@bp.route("/<string:token>", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
def show_yes(token: str) -> ResponseReturnValue:
    """Say what is kept and why; the button forgets it."""
    alumnus, form = get_alumnus(token), FlaskForm()
    if form.validate_on_submit():
        alumni.take_back(alumnus)
        db.session.commit()
        return redirect(url_for(".show_forgotten"))
    until = alumnus.said_yes_at + alumni.KEPT
    return render_template("ambassadors/seasons/yes.html", alumnus=alumnus, form=form, until=until)


@bp.get("")
@open_to(Audience.PUBLIC)
def show_forgotten() -> ResponseReturnValue:
    """Say that it is done."""
    return render_template("ambassadors/seasons/forgotten.html")
