"""What a tracked link shows when it leads nowhere; the door in front answers all the others."""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from campaigns.tracking.front import AWAY
from core.access import Audience, open_to

bp = Blueprint("tracking_public", __name__)


@bp.get("/r/<string:code>")
@open_to(Audience.PUBLIC)
def follow_link(code: str) -> ResponseReturnValue:
    """Say that nobody knows this link, or, while the database is away, to try again later."""
    abort(503 if AWAY in request.environ else 404)
