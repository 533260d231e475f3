"""Pages for everybody: the way in, what happens to people's data, and each brand's colours."""

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from accounts.queries import get_organisation, memberships_of
from accounts.session import signed_in_user
from ambassadors.leavers import has_ended
from ambassadors.queries import active_places
from ambassadors.terms.operations import UNDO
from ambassadors.terms.queries import places_left
from core.access import Audience, open_to
from core.contrast import on_colour
from core.db import utcnow

front = Blueprint("home", __name__)
bp = Blueprint("home_public", __name__)
BRAND_CACHE_SECONDS = 24 * 60 * 60  # a new colour has a new address


@front.get("/")
@open_to(Audience.PUBLIC)
def show_front() -> ResponseReturnValue:
    """Lead people to where they have something to do; tell strangers what this is."""
    if not current_user.is_authenticated:
        return render_template("home/front.html")
    if active_places(signed_in_user()):
        return redirect(url_for("home_ambassador.show_home"))
    memberships = memberships_of(signed_in_user())
    if memberships:
        slug = memberships[0].organisation.slug
        return redirect(url_for("home_staff.show_overview", organisation=slug))
    if has_ended(signed_in_user()):
        return redirect(url_for("home_closing.show_closing"))
    if places_left(signed_in_user(), since=utcnow() - UNDO):
        return redirect(url_for("terms_ambassador.show_goodbye"))
    return redirect(url_for("accounts_person.show_account"))


@bp.get("/privacy")
@open_to(Audience.PUBLIC)
def show_privacy() -> ResponseReturnValue:
    """Say what is stored about visitors and people who sign up, and what is not."""
    return render_template("home/privacy.html")


@bp.get("/accessibility")
@open_to(Audience.PUBLIC)
def show_accessibility() -> ResponseReturnValue:
    """Say how the pages are made to be used by everybody, and where to write if they are not."""
    return render_template("home/accessibility.html")


@bp.get("/brand/<slug:organisation>.css")
@open_to(Audience.PUBLIC)
def brand_stylesheet(organisation: str) -> ResponseReturnValue:
    """Give an organisation's own colour to its pages."""
    colour = get_organisation(organisation).brand_colour
    rule = f":root {{ --organisation: {colour}; --on-organisation: {on_colour(colour)}; }}\n"
    response = Response(rule, mimetype="text/css")
    response.cache_control.public = True
    response.cache_control.max_age = BRAND_CACHE_SECONDS
    return response
