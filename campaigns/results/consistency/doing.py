"""How everybody is doing, in words."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from campaigns.results.consistency.attention import Doing, Group
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
