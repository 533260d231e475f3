"""A diploma as an A4 page, in the holder's language, as a PDF that can be read aloud."""

from pathlib import Path
from typing import Any

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from accounts.organisations.letterhead import logo_words
from ambassadors.models import Cohort
from ambassadors.recognition.badges import learned
from ambassadors.recognition.hours.quarters import hours_in
from ambassadors.recognition.models import Diploma
from core import documents, qr
from core.formats import format_date
from core.languages import localised, with_article

DRAWING = Path(__file__).with_name("diploma.typ")
LONGEST_NAME = 90
LONGEST_TITLE = 70
MOST_MODULES = 12


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
        **logo_words(organisation),
        "title": _("Diploma"),
        "kicker": _("Diploma"),
        "given_to": _("is given to"),
        "name": shortened(ambassador.user.name.strip() or word, LONGEST_NAME),
        "otherwise": word,
        "sentence": _(
            "who has taken part as %(word)s in “%(cohort)s”",
            word=with_article(word),
            cohort=cohort.name,
        ),
        "season": _season(cohort),
        "learned_title": _("Has learned and passed"),
        "learned": _modules(diploma),
        "hours": _("%(hours)s given", hours=hours_in(diploma.quarters)) if diploma.quarters else "",
        "issued": _("Issued on %(date)s", date=format_date(diploma.issued_at)),
        "check": _("Anybody can check this diploma here:"),
        **_code(address),
    }


def _season(cohort: Cohort) -> str:
    first, last = format_date(cohort.season_start), format_date(cohort.season_end)
    return str(_("%(first)s to %(last)s", first=first, last=last))


def _code(address: str) -> dict[str, str]:
    return {
        "address": address.split("://", 1)[-1],
        "alt": _("QR code for %(address)s", address=address),
        "qr": qr.qr_svg(address).decode(),
    }


def _modules(diploma: Diploma) -> list[str]:
    """Return as many titles as there is room for, and how many more there are."""
    titles = [shortened(title, LONGEST_TITLE) for title in learned(diploma)]
    if len(titles) <= MOST_MODULES:
        return titles
    kept = titles[: MOST_MODULES - 1]
    more = len(titles) - len(kept)
    return [*kept, str(ngettext("and %(num)s more", "and %(num)s more", more))]


def shortened(text: str, longest: int) -> str:
    """Return a text that fits, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
