"""Where other systems send signed messages."""

import uuid

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from campaigns.outcomes.webhooks import operations, queries
from campaigns.outcomes.webhooks.enums import DONE, Verdict
from core.access import Audience, open_to
from core.db import db
from core.extensions import csrf, limiter

bp = Blueprint("webhooks_public", __name__, url_prefix="/webhooks")

LARGEST = 64 * 1024
PER_MINUTE = "600 per minute"
ANSWERS = {
    Verdict.NOT_SIGNED: 401,
    Verdict.BAD_SIGNATURE: 401,
    Verdict.BAD_TIME: 401,
    Verdict.NOT_RUNNING: 503,
}


@bp.post("/<uuid:webhook_id>")
@open_to(Audience.PUBLIC)
@csrf.exempt
@limiter.limit(PER_MINUTE, key_func=lambda: str(request.view_args))
def take_in(webhook_id: uuid.UUID) -> ResponseReturnValue:
    """Take a message in; a repeated one is answered as before and does nothing more."""
    message = request.get_data()
    if len(message) > LARGEST:
        raise RequestEntityTooLarge
    webhook = queries.get_open_webhook(webhook_id)
    headers = {name.lower(): value for name, value in request.headers.items()}
    verdict = operations.take_in(webhook, headers, message)
    db.session.commit()
    status = 200 if verdict in DONE else ANSWERS.get(verdict, 422)
    return jsonify(result=verdict.value), status
