"""An ambassador's own screenshots, to her alone."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ambassadors.session import current_ambassador
from campaigns.posts.screenshots import queries
from campaigns.posts.screenshots.routes.sending import sent
from core.access import Audience, open_to

bp = Blueprint("screenshots_ambassador", __name__, url_prefix="/my/log/screenshots")


@bp.get("/<uuid:screenshot_id>")
@open_to(Audience.AMBASSADOR)
def send_screenshot(screenshot_id: uuid.UUID) -> ResponseReturnValue:
    """Send one of her own screenshots."""
    return sent(queries.get_own(current_ambassador(), screenshot_id))
