"""Consistency in words: the answer first, then what each figure means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from campaigns.results.consistency.formulas import Silence
from campaigns.results.consistency.overview import CohortNow
from campaigns.results.consistency.season import Figures
from campaigns.results.groups import is_few
from core.formats import format_date, format_number, format_percent

LONG_QUIET = 21
STEADY = 0.75
BURSTY = 0.3
UNKNOWN = "–"
Shown = tuple[str, str, Callable[[Figures], str]]  # its key, its name, and what it is of a season


@dataclass(frozen=True)
class Line:
    """One figure, this season and the one before, and what it means."""

    name: str
    now: str
    before: str
    meaning: str


def headline(now: Figures) -> str:
    """Return the page's answer."""
    said = _in_weeks(now)
    if not now.deeds:
        return str(_("Nobody has told anything yet"))
    if now.quiet_days >= LONG_QUIET:
        return str(ngettext("Quiet for %(num)d day", "Quiet for %(num)d days", now.quiet_days))
    if now.burstiness is not None and now.burstiness > BURSTY:
        return str(_("In bursts: %(weeks)s", weeks=said))
    if now.weeks_active >= STEADY * now.weeks:
        return str(_("Steady: %(weeks)s", weeks=said))
    return said[:1].upper() + said[1:]


def _in_weeks(now: Figures) -> str:
    return str(
        _(
            "something in %(active)s of %(weeks)s weeks",
            active=format_number(now.weeks_active),
            weeks=format_number(now.weeks),
        )
    )


def sentence(now: Figures, *, sees_few: bool) -> str:
    """Return who carries it, in a sentence or two; nothing where it cannot be said."""
    said = []
    if now.active_share is not None and (sees_few or not is_few(now.active)):
        said.append(
            _(
                "%(share)s posted or talked with somebody in the last 28 days.",
                share=format_percent(now.active_share),
            )
        )
    if now.top_share is not None:
        said.append(
            _("The three busiest have done %(share)s of it.", share=format_percent(now.top_share))
        )
    return " ".join(said)


def calendar_sentence(now: Figures, *, sees_few: bool) -> str:
    """Return what the calendar shows, for those who cannot see it and for those who can.

    Who may not see few people is told of posts alone: less a campaign's paper, the conversations
    would be those of another.
    """
    dates = {"first": format_date(now.first), "last": format_date(now.as_of)}
    posts = ngettext(
        "%(number)s post", "%(number)s posts", now.posts, number=format_number(now.posts)
    )
    talks = ngettext(
        "%(number)s conversation",
        "%(number)s conversations",
        now.conversations,
        number=format_number(now.conversations),
    )
    if sees_few:
        said = _(
            "%(posts)s and %(talks)s from %(first)s to %(last)s.", posts=posts, talks=talks, **dates
        )
    else:
        said = _(
            "%(posts)s from %(first)s to %(last)s, and conversations beside.", posts=posts, **dates
        )
    return f"{said} {silence_sentence(now.silence)}".strip()


def silence_sentence(silence: Silence | None) -> str:
    """Return when it was silent for longest, or nothing."""
    if silence is None:
        return ""
    days = ngettext("%(num)d day", "%(num)d days", silence.days)
    if silence.is_open:
        since = format_date(silence.first)
        return str(
            _(
                "The longest silence is %(days)s and still lasts: since %(since)s.",
                days=days,
                since=since,
            )
        )
    return str(
        _(
            "The longest silence was %(days)s, from %(first)s to %(last)s.",
            days=days,
            first=format_date(silence.first),
            last=format_date(silence.last),
        )
    )


MEANINGS = {
    "active": _l(
        "People who posted or talked with somebody in the last 28 days, of all who take part and "
        "are not on a break."
    ),
    "weeks": _l("Weeks in which somebody in the cohort posted or talked with somebody."),
    "silence": _l(
        "The longest time without a post or a conversation from anybody. The one that lasts until "
        "today counts too."
    ),
    "rhythm": _l(
        "Of the weeks each person had promised themselves, how many they kept. Breaks are taken "
        "out, and who tells whenever it suits has promised nothing."
    ),
    "top": _l(
        "How much of all posts and conversations the three busiest did. The more, the more hangs "
        "on few people."
    ),
    "gini": _l(
        "How unevenly it is spread over everybody: 0 when all do the same, 1 when one does it all "
        "(Gini 1912)."
    ),
    "bursts": _l(
        "How the days lie: −1 like clockwork, 0 as chance would have it, 1 in one burst. Needs "
        "eleven days with something (Goh and Barabási 2008, corrected for few by Kim and Jo 2016)."
    ),
}


OTHERS = {
    _l("Week by week"): _l(
        "Active people did something in that week; active in four weeks, in that one or the three "
        "before."
    ),
    _l("Day by day"): _l(
        "A day is as dark as much was done on it, by fourths of the busiest. A post counts on the "
        "day it was published, a conversation on the day it was had."
    ),
}


def lines(now: Figures, before: Figures | None, *, sees_few: bool) -> list[Line]:
    """Return the figures of this season beside those of the one before."""
    shown: list[Shown] = [
        ("active", _("Active in 28 days"), lambda one: share_of(one.active, one.asked, sees_few)),
        ("weeks", _("Weeks with something"), _weeks),
        ("silence", _("Longest silence"), _silence),
        ("rhythm", _("Own rhythm kept"), lambda one: percent(one.kept_share)),
        ("top", _("Done by the three busiest"), lambda one: percent(one.top_share)),
    ]
    return _lines(shown, now, before)


def finer_lines(now: Figures, before: Figures | None) -> list[Line]:
    """Return the two measures for those who want to know more."""
    shown: list[Shown] = [
        ("gini", _("Unevenness"), lambda one: decimal(one.gini)),
        ("bursts", _("Burstiness"), lambda one: decimal(one.burstiness)),
    ]
    return _lines(shown, now, before)


def _lines(shown: Sequence[Shown], now: Figures, before: Figures | None) -> list[Line]:
    return [
        Line(name, said(now), said(before) if before else "", str(MEANINGS[key]))
        for key, name, said in shown
    ]


def percent(share: float | None) -> str:
    """Return a share, or a dash where there is none."""
    return UNKNOWN if share is None else format_percent(share)


def share_of(part: int, whole: int, sees_few: bool) -> str:
    """Return which share of people did something; leaders do not see it of fewer than five."""
    if is_few(part) and not sees_few:
        return str(_("under 5"))
    return percent(part / whole if whole else None)


def decimal(number: float | None) -> str:
    """Return a measure between -1 and 1 with two decimals, or a dash."""
    return UNKNOWN if number is None else format_number(round(number, 2) + 0.0)


def _weeks(one: Figures) -> str:
    return str(
        _(
            "%(active)s of %(weeks)s",
            active=format_number(one.weeks_active),
            weeks=format_number(one.weeks),
        )
    )


def _silence(one: Figures) -> str:
    days = one.silence.days if one.silence else 0
    said = ngettext("%(num)d day", "%(num)d days", days)
    if days < LONG_QUIET:
        return str(said)
    weeks = ngettext("%(num)d week", "%(num)d weeks", days // 7)
    if days % 7:
        return str(_("%(days)s (over %(weeks)s)", days=said, weeks=weeks))
    return str(_("%(days)s (%(weeks)s)", days=said, weeks=weeks))


def month_four_heading(now: Figures) -> str:
    """Return the warning's heading."""
    four = now.month_four
    if four is None:
        return ""
    if four.is_tiring:
        return str(
            _(
                "Fewer tell than at first: %(now)s now, %(before)s in the first three months",
                now=format_percent(four.now),
                before=format_percent(four.before),
            )
        )
    return str(_("The fourth month has begun"))


def month_four_text(now: Figures) -> str:
    """Return what lies behind the warning."""
    if now.month_four is not None and now.month_four.is_tiring:
        return str(
            _(
                "The first excitement is used up. That is no fault of anybody's, and it can be "
                "turned."
            )
        )
    return str(
        _(
            "It is often now that a programme tires: what was new is used up. So far yours holds. "
            "Keep it so:"
        )
    )


TO_DO = (
    _l(
        "Write to three who have gone quiet and ask what they would like to tell about. Ask, do "
        "not remind."
    ),
    _l(
        "Bring something new: a local media kit, or a story from inside before everybody else "
        "hears it."
    ),
    _l("Say aloud what came of it: who signed up, and whose idea was used."),
    _l(
        "Offer a break or a slower rhythm. Who comes back from a break stays longer than who "
        "feels guilty."
    ),
)


def cohort_sentence(one: CohortNow, *, is_alone: bool) -> str:
    """Return how one cohort does, in a line for the front page; alone, its share stands above."""
    said = []
    if one.active_share is not None and not is_alone:
        said.append(_("%(share)s active", share=format_percent(one.active_share)))
    if one.top_share is not None:
        said.append(_("the three busiest have done %(share)s", share=format_percent(one.top_share)))
    if one.spike is not None:
        said.append(_("week %(number)s stands out", number=one.spike.isocalendar().week))
    return ", ".join(map(str, said))
