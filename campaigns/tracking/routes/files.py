"""What is handed out of a link, to whoever may have it: QR pictures and posters."""

from flask import Response, request

from campaigns.tracking import addresses, poster
from campaigns.tracking.models import Link
from campaigns.tracking.poster import Paper
from core import qr
from core.downloads import attachment
from core.languages import LANGUAGES, language


def svg_of(link: Link) -> Response:
    """Return a link's QR code, drawn."""
    return Response(qr.qr_svg(addresses.short_address(link)), mimetype="image/svg+xml")


def png_of(link: Link) -> Response:
    """Return a link's QR code as a picture to save."""
    made = qr.qr_png(addresses.short_address(link))
    return attachment(made, "image/png", f"qr-{link.code}.png")


def poster_of(link: Link) -> Response:
    """Return a link's poster on the paper and in the language asked for."""
    asked, wanted = request.args.get("paper"), request.args.get("language")
    paper = Paper.A5 if asked == Paper.A5 else Paper.A4
    locale = wanted if wanted in LANGUAGES else language()
    name = f"poster-{link.code}-{paper.value}-{locale}.pdf"
    return attachment(poster.draw(link, paper, locale), "application/pdf", name)
