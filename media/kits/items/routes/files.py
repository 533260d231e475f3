"""Addresses of pictures with an overlay. Who asks is looked at as for the picture itself."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core.access import Audience, open_to
from media.kits.items import queries
from media.library.routes import files

bp = Blueprint("kit_files", __name__)


@bp.get("/files/kits/<uuid:file_id>")
@open_to(Audience.PUBLIC)
def send_overlaid(file_id: uuid.UUID) -> ResponseReturnValue:
    """Send a picture with its overlay to somebody who may see the picture today."""
    file = queries.find_file(file_id)
    made = {one.storage_key for one in file.item.asset.renditions} if file else set()
    if file is None or file.source_key not in made:  # drawn on what was replaced since
        return files.answer(None, None)
    return files.answer(file.item.asset, file)
