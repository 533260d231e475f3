"""An organisation's logo, for everybody who sees its pages."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from accounts.queries import get_organisation
from core import storage
from core.access import Audience, open_to

bp = Blueprint("organisations_public", __name__)
LOGO_CACHE_SECONDS = 24 * 60 * 60  # a new logo has a new address


@bp.get("/brand/<slug:organisation>.png")
@open_to(Audience.PUBLIC)
def send_logo(organisation: str) -> ResponseReturnValue:
    """Send the logo as it may be shown; without one there is nothing."""
    key = get_organisation(organisation).logo_key
    if key is None:
        abort(404)
    response = storage.send(key, mimetype="image/png", inline=True)
    if response.status_code == 200:  # else it leads elsewhere, for a few minutes
        response.cache_control.private = None
        response.cache_control.public = True
        response.cache_control.max_age = LOGO_CACHE_SECONDS
    return response
