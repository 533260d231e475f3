"""An ambassador's own links, codes and QR pictures."""

import uuid

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from ambassadors.session import current_ambassador
from campaigns.tracking import addresses, queries
from core import qr
from core.access import Audience, open_to

bp = Blueprint("tracking_ambassador", __name__, url_prefix="/my/links")


@bp.get("")
@open_to(Audience.AMBASSADOR)
def show_link() -> ResponseReturnValue:
    """Show the ambassador's links, each with its code and QR picture."""
    links = queries.links_of(current_ambassador())
    return render_template(
        "campaigns/tracking/links.html",
        links=[(link, addresses.short_address(link)) for link in links],
    )


@bp.get("/<uuid:link_id>/qr.svg")
@open_to(Audience.AMBASSADOR)
def qr_svg(link_id: uuid.UUID) -> ResponseReturnValue:
    """Draw a link's QR code for the page."""
    address = addresses.short_address(queries.get_link(current_ambassador(), link_id))
    return Response(qr.qr_svg(address), mimetype="image/svg+xml")


@bp.get("/<uuid:link_id>/qr.png")
@open_to(Audience.AMBASSADOR)
def qr_png(link_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out a link's QR code as a picture to print."""
    link = queries.get_link(current_ambassador(), link_id)
    response = Response(qr.qr_png(addresses.short_address(link)), mimetype="image/png")
    response.headers["Content-Disposition"] = f'attachment; filename="qr-{link.code}.png"'
    return response
