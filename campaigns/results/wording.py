"""What weeks, months and each number are called and mean, in words."""

from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.formats import format_date, format_month_and_year


def week_name(monday: date) -> str:
    """Return a week as "Week 36, from 31 Aug 2026"."""
    return str(
        _(
            "Week %(number)s, from %(first)s",
            number=monday.isocalendar().week,
            first=format_date(monday, "medium"),
        )
    )


def month_name(first: date) -> str:
    """Return a month as "September 2026"."""
    name = format_month_and_year(first)
    return name[:1].upper() + name[1:]


@dataclass(frozen=True)
class Meaning:
    """A number's name and what it means."""

    name: LazyString
    text: LazyString


# What each number on a results page means, in the order of the ladder.
MEANINGS = (
    Meaning(
        _l("Clicks"),
        _l(
            "How often somebody followed an ambassador’s link. Robots and link previews are "
            "left out, and so are clicks after the campaign’s last day. Who it was is not "
            "stored, so one person may click twice."
        ),
    ),
    Meaning(
        _l("Conversations"),
        _l("Dialogues the ambassadors say they have had. Nothing about the other person is noted."),
    ),
    Meaning(
        _l("Signed up"),
        _l(
            "People who have taken the step the goal counts, each once, and have not taken it back."
        ),
    ),
    Meaning(
        _l("By link or code"),
        _l("Sign-ups that came through an ambassador’s own link or code. This is tracked."),
    ),
    Meaning(
        _l("Told by an ambassador"),
        _l(
            "Sign-ups where the person says that an ambassador told them, or an organiser has "
            "noted it. Nothing but their word leads to the ambassador."
        ),
    ),
    Meaning(
        _l("From lists and other systems"),
        _l(
            "Sign-ups that somebody else has counted and that name an ambassador’s code in a "
            "list or a message. They are kept apart because we did not see them happen."
        ),
    ),
    Meaning(
        _l("Came"),
        _l(
            "Those who signed up and are confirmed: they came, enrolled or joined. They are "
            "counted on the day they signed up."
        ),
    ),
    Meaning(
        _l("Posts"),
        _l(
            "What the ambassadors have published and logged. Likes, followers and views are "
            "never counted."
        ),
    ),
    Meaning(
        _l("Taking part"),
        _l(
            "Everybody who takes part in the campaign or has done so, whoever has said no to it "
            "among them. In several campaigns together each counts once."
        ),
    ),
    Meaning(
        _l("Active lately"),
        _l(
            "Who posted or talked with somebody in the last 28 days, of those who have not said "
            "no to the campaign."
        ),
    ),
    Meaning(
        _l("Official figures"),
        _l(
            "Totals that others have counted, with their day and source. They stand beside and "
            "are never added."
        ),
    ),
    Meaning(
        _l("Small groups"),
        _l(
            "Fewer than five people are never shown by themselves: small groups are put "
            "together, and where a number could be found by subtracting, a dash stands for it "
            "and for at least one more."
        ),
    ),
)
