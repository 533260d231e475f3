"""An A4 poster with a join page's address and its QR code, as a PDF that can be read aloud."""

from pathlib import Path

from flask_babel import force_locale
from flask_babel import gettext as _

from accounts.organisations.letterhead import logo_words
from ambassadors.joining.models import JoinPage
from core import documents, qr
from core.contrast import on_colour
from core.formats import format_date
from core.languages import localised, with_article

DRAWING = Path(__file__).with_name("poster.typ")


def draw(page: JoinPage, address: str, locale: str) -> bytes:
    """Return the poster in one language."""
    with force_locale(locale):
        return documents.draw(DRAWING, _words(page, address, locale))


def _words(page: JoinPage, address: str, locale: str) -> dict[str, str]:
    cohort = page.cohort
    organisation = cohort.organisation
    colour = organisation.brand_colour
    word = with_article(localised(cohort, "ambassador_word"))
    question = _("Would you like to join as %(word)s?", word=word)
    last = format_date(page.closes_on) if page.closes_on else ""
    return {
        "language": locale,
        "colour": colour,
        "on_colour": on_colour(colour),
        "organisation": organisation.name,
        **logo_words(organisation),
        "cohort": cohort.name,
        "question": question,
        "promise": _("You decide what you tell, where and how often. Nothing is posted for you."),
        "how": _("Point your phone’s camera here, or type the address:"),
        "address": address.split("://", 1)[-1],
        "alt": _("QR code for %(address)s", address=address),
        "last": _("Until %(date)s", date=last) if last else "",
        "contact": organisation.contact,
        "qr": qr.qr_svg(address).decode(),
    }
