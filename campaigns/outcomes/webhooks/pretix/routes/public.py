"""Where pretix sends its notifications."""

import uuid

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from campaigns.outcomes.webhooks import messages, queries
from campaigns.outcomes.webhooks.messages import Unclear
from campaigns.outcomes.webhooks.pretix import operations
from core.access import Audience, open_to
from core.db import db
from core.extensions import csrf, limiter

bp = Blueprint("pretix_public", __name__, url_prefix="/webhooks")

LARGEST = 16 * 1024
PER_MINUTE = "120 per minute"  # pretix tries again for days


@bp.post("/<uuid:webhook_id>/pretix")
@open_to(Audience.PUBLIC)
@csrf.exempt
@limiter.limit(PER_MINUTE, key_func=lambda: str(request.view_args))
def take_hint(webhook_id: uuid.UUID) -> ResponseReturnValue:
    """Take a notification for a hint. What is not ours is thanked for too, or it comes again."""
    request.max_content_length = LARGEST
    if (request.content_length or 0) > LARGEST:
        raise RequestEntityTooLarge
    shop = queries.get_open_shop(webhook_id)
    try:
        message = messages.read_json(request.get_data(cache=False))
    except Unclear:
        return jsonify(result="not_understood"), 422
    is_ours = operations.take_hint(shop, message)
    db.session.commit()
    return jsonify(result="asked" if is_ours else "not_ours"), 200
