"""The privacy notice of a cohort as its readers see it."""

from flask_babel import force_locale

from ambassadors.models import Cohort
from core.formats import format_date
from core.languages import localised


def notice_of(cohort: Cohort) -> str:
    """Return the notice as Markdown in the language in use, with names and dates filled in."""
    return _filled(cohort, localised(cohort, "notice"))


def notice_in(cohort: Cohort, text: str, locale: str) -> str:
    """Return a notice that is being written, as its readers in one language would see it."""
    with force_locale(locale):
        return _filled(cohort, text)


def _filled(cohort: Cohort, text: str) -> str:
    facts = {
        "organisation": cohort.organisation.name,
        "contact": cohort.organisation.contact or cohort.organisation.name,
        "cohort": cohort.name,
        "retention_until": format_date(cohort.retention_until),
    }
    for name, value in facts.items():
        text = text.replace("{" + name + "}", value)
    return text
