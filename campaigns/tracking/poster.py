"""A poster with a link's address and QR code, A4 or A5, as a PDF that can be read aloud."""

from enum import StrEnum
from pathlib import Path
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from accounts.organisations.letterhead import logo_words
from campaigns.signals import invitation_to
from campaigns.tracking.addresses import short_address
from campaigns.tracking.models import Link
from core import documents, qr
from core.contrast import on_colour
from core.formats import format_date
from core.languages import localised

DRAWING = Path(__file__).with_name("poster.typ")
# How large a title of so many letters is set, in points on A4.
SIZES = ((24, 58), (40, 48), (60, 38))
SMALLEST = 32


class Paper(StrEnum):
    """What a poster is printed on."""

    A4 = "a4"
    A5 = "a5"


def draw(link: Link, paper: Paper, locale: str) -> bytes:
    """Return the poster in one language."""
    with force_locale(locale):
        return documents.draw(DRAWING, _words(link, paper, locale))


def _words(link: Link, paper: Paper, locale: str) -> dict[str, Any]:
    campaign = link.participation.campaign
    organisation = campaign.organisation
    colour = organisation.brand_colour
    address = short_address(link)
    title = localised(campaign, "name")
    return {
        "language": locale,
        "paper": paper.value,
        "colour": colour,
        "on_colour": on_colour(colour),
        "organisation": organisation.name,
        **logo_words(organisation),
        "title": title,
        "size": next((size for most, size in SIZES if len(title) <= most), SMALLEST),
        "lines": invitation_to(campaign)
        or (_("Until %(date)s", date=format_date(campaign.ends_on)),),
        "how": _("Point your phone’s camera here, or type the address:"),
        "address": address.split("://", 1)[-1],
        "alt": _("QR code for %(address)s", address=address),
        "contact": organisation.contact,
        "qr": qr.qr_svg(address).decode(),
    }
