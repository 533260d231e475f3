"""The privacy notice of a cohort as its readers see it."""

from ambassadors.models import Cohort
from core.formats import format_date
from core.languages import localised


def notice_of(cohort: Cohort) -> str:
    """Return the notice as Markdown in the language in use, with names and dates filled in."""
    facts = {
        "organisation": cohort.organisation.name,
        "contact": cohort.organisation.contact or cohort.organisation.name,
        "cohort": cohort.name,
        "retention_until": format_date(cohort.retention_until),
    }
    text = localised(cohort, "notice")
    for name, value in facts.items():
        text = text.replace("{" + name + "}", value)
    return text
