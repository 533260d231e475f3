"""How a screenshot leaves: as pixels the worker made, or not at all."""

from flask import abort
from flask.typing import ResponseReturnValue

from campaigns.posts.screenshots.models import Screenshot
from core import storage


def sent(screenshot: Screenshot) -> ResponseReturnValue:
    """Send what may be shown of a screenshot; until it is made there is nothing."""
    if screenshot.storage_key is None:
        abort(404)
    return storage.send(screenshot.storage_key, mimetype="image/webp", inline=True)
