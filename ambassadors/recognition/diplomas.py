"""A diploma as an A4 page, in the holder's language, as a PDF that can be read aloud."""

from pathlib import Path
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from ambassadors.recognition.badges import learned
from ambassadors.recognition.hours.quarters import hours_in
from ambassadors.recognition.models import Diploma
from core import documents, qr
from core.formats import format_date
from core.languages import localised

DRAWING = Path(__file__).with_name("diploma.typ")
LONGEST_NAME = 90
LONGEST_TITLE = 90
MOST_MODULES = 16


def draw(diploma: Diploma, address: str, locale: str) -> bytes:
    """Return the diploma in one language; ``address`` is where it can be checked."""
    with force_locale(locale):
        return documents.draw(DRAWING, _words(diploma, address, locale))


def _words(diploma: Diploma, address: str, locale: str) -> dict[str, Any]:
    ambassador, cohort = diploma.ambassador, diploma.ambassador.cohort
    organisation = cohort.organisation
    word = localised(cohort, "ambassador_word")
    return {
        "language": locale,
        "colour": organisation.brand_colour,
        "organisation": organisation.name,
        "title": _("Diploma"),
        "kicker": _("Diploma"),
        "given_to": _("is given to"),
        "name": shortened(ambassador.user.name.strip() or word, LONGEST_NAME),
        "sentence": _(
            "who has taken part as %(word)s in “%(cohort)s” from %(first)s to %(last)s.",
            word=word,
            cohort=cohort.name,
            first=format_date(cohort.season_start),
            last=format_date(cohort.season_end),
        ),
        "learned_title": _("Has learned and passed"),
        "learned": [shortened(title, LONGEST_TITLE) for title in learned(diploma)[:MOST_MODULES]],
        "hours": _("%(hours)s given", hours=hours_in(diploma.quarters)) if diploma.quarters else "",
        "issued": _("Issued on %(date)s", date=format_date(diploma.issued_at)),
        "by": organisation.name,
        "check": _("Anybody can check this diploma here:"),
        "address": address.split("://", 1)[-1],
        "alt": _("QR code for %(address)s", address=address),
        "qr": qr.qr_svg(address).decode(),
    }


def shortened(text: str, longest: int) -> str:
    """Return a text that fits, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
