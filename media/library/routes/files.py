"""Addresses of pictures. Who asks is looked at again at every fetch."""

import uuid
from typing import cast

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from accounts import second_step
from accounts.session import signed_in_user
from ambassadors.queries import active_places
from core import storage
from core.access import Audience, open_to
from core.db import utcnow
from core.formats import local_date
from media.library import permissions, queries
from media.library.enums import PictureChannel
from media.library.errors import PictureWithdrawn
from media.library.file_names import PictureFile, file_name
from media.library.models import Asset
from media.library.signals import is_publicly_shown

bp = Blueprint("library_files", __name__)

# A withdrawn picture must be gone within a minute, from the browser's own copies too.
CACHE_SECONDS = 60


@bp.get("/files/<uuid:rendition_id>")
@open_to(Audience.PUBLIC)
def send_rendition(rendition_id: uuid.UUID) -> ResponseReturnValue:
    """Send a picture in one format to somebody who may see it today."""
    rendition = queries.find_rendition(rendition_id)
    return answer(rendition.asset if rendition else None, rendition)


def answer(asset: Asset | None, file: PictureFile | None) -> ResponseReturnValue:
    """Send a file made of a picture to somebody who may see the picture today."""
    try:
        if asset is None or file is None or not _may_see(asset):
            return _nothing_here()
    except PictureWithdrawn as error:
        return render_template("media/library/withdrawn.html", message=error.message), 410
    return _file(asset, file)


def _may_see(asset: Asset) -> bool:
    """Say whether the visitor may see a picture.

    Raises PictureWithdrawn for somebody who only might have before, and Forbidden for a leader.
    Once somebody in it has said no, that goes for those who look after the pictures as well.
    """
    is_known = current_user.is_authenticated
    roles = second_step.counting_roles(signed_in_user()) if is_known else []
    if permissions.is_staff_for(roles, asset):
        return _unless(permissions.is_withdrawn(asset))
    today = local_date(utcnow(), asset.organisation.timezone)
    places = active_places(signed_in_user()) if is_known else []
    is_shown = is_publicly_shown(asset)
    if is_shown and permissions.is_usable(asset, today, PictureChannel.WEBSITE):
        return True
    if permissions.is_ambassador_for(places, asset) or is_shown:
        is_hers = permissions.is_ambassador_for(places, asset)
        return _unless(not (is_hers and permissions.is_usable(asset, today)))
    if permissions.is_colleague(roles, asset):
        abort(403)
    return False


def _unless(is_withdrawn: bool) -> bool:
    if is_withdrawn:
        raise PictureWithdrawn
    return True


def _nothing_here() -> ResponseReturnValue:
    """Tell a stranger nothing, and let somebody who has not signed in yet do so."""
    if current_user.is_authenticated:
        abort(404)
    return cast(ResponseReturnValue, current_app.login_manager.unauthorized())  # type: ignore[attr-defined]  # set by flask_login


def _file(asset: Asset, file: PictureFile) -> Response:
    inline = "download" not in request.args
    response = storage.send(
        file.storage_key,
        mimetype=file.mimetype,
        download_name=file_name(asset, file),
        inline=inline,
    )
    response.cache_control.public = False
    response.cache_control.private = True
    response.cache_control.no_cache = None
    # A redirect to a bucket is shorter-lived already, like the address it leads to.
    response.cache_control.max_age = min(
        response.cache_control.max_age or CACHE_SECONDS, CACHE_SECONDS
    )
    return response
