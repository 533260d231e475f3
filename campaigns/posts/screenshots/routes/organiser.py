"""Screenshots of posts, for those who look at the posts."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from accounts.session import current_organisation
from campaigns.posts.screenshots import queries
from campaigns.posts.screenshots.routes.sending import sent
from core.access import Audience, open_to

bp = Blueprint(
    "screenshots_organiser", __name__, url_prefix="/o/<slug:organisation>/posts/screenshots"
)


@bp.get("/<uuid:screenshot_id>")
@open_to(Audience.ORGANISER)
def send_screenshot(organisation: str, screenshot_id: uuid.UUID) -> ResponseReturnValue:
    """Send a screenshot of a post of this organisation."""
    return sent(queries.get_of_organisation(current_organisation().id, screenshot_id))
