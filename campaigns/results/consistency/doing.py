"""How everybody is doing, in words."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from ambassadors.models import Cohort
from campaigns.results.consistency.attention import Doing, Group
from campaigns.results.consistency.models import CohortCount
from core.formats import format_date, format_number

GROUPS = {
    Group.KIND_WORD: _l("Would like a kind word"),
    Group.IN_PEACE: _l("Want to be left in peace"),
    Group.THRIVING: _l("Thriving"),
}
WHAT_IT_IS = {
    Group.KIND_WORD: _l(
        "Quiet for three weeks, not on a break, and their own terms allow a reminder."
    ),
    Group.IN_PEACE: _l(
        "Quiet for three weeks. They tell whenever it suits them, have had a reminder lately, or "
        "want only needed mail. Let them come by themselves, or meet them over a cup of coffee."
    ),
    Group.THRIVING: _l(
        "Something in at least three of the last four weeks. A thank-you costs nothing."
    ),
}


def people_heading(doing: Doing) -> str:
    """Return the answer: who needs what today."""
    if doing.kind_word:
        return str(
            ngettext(
                "%(number)s would like a kind word",
                "%(number)s would like a kind word",
                doing.kind_word,
                number=format_number(doing.kind_word),
            )
        )
    return str(_("Nobody needs reminding"))


def last_seen(day: date | None) -> str:
    """Return when somebody last posted or talked."""
    return format_date(day) if day else str(_("Nothing yet"))


def without_a_share(cohort: Cohort, count: CohortCount | None, today: date) -> str:
    """Say why no share of active people is shown of a season."""
    if cohort.season_start > today:
        return str(_("The season begins on %(day)s.", day=format_date(cohort.season_start)))
    if count is None or count.counted_at is None:
        return str(_("The numbers are on their way."))
    if count.people > count.resting:
        return str(_("Numbers about the ambassadors appear here once five of them take part."))
    return str(_("Everybody is on a break.") if count.people else _("Nobody takes part yet."))
