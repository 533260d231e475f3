"""The figures of a page's checks beside each other, in words; what is unknown is said to be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from campaigns.results.page_check.counting import Figures
from campaigns.results.page_check.enums import Part
from campaigns.results.page_check.history import Checked
from core.formats import format_number, format_percent


@dataclass(frozen=True)
class Line:
    """One figure of several checks, the newest first."""

    name: str
    values: list[str]


def lines(checked: Sequence[Checked]) -> list[Line]:
    """Return the figures of checks beside each other; what is unknown is said to be."""
    every = [one.diagnosis.figures for one in checked]
    return [
        Line(str(name), [say(figures) for figures in every])
        for name, say in FIGURES
        if any(say(figures) != _none() for figures in every)
    ]


def _none() -> str:
    return str(_("not known"))


def _days(days: int | None) -> str:
    return _none() if days is None else str(ngettext("%(num)d day", "%(num)d days", days))


def _percent(share: float | None) -> str:
    return _none() if share is None else format_percent(share)


def _active(figures: Figures) -> str:
    if not figures.weeks:
        return _none()
    return str(_("%(active)s of %(weeks)s", active=figures.active_weeks, weeks=figures.weeks))


def _about_work(figures: Figures) -> str:
    return str(_("%(some)s of %(all)s", some=figures.about_work, all=figures.posts))


def _silent_share(figures: Figures) -> str:
    known = figures.with_comments_known
    return _percent(figures.silent_posts / known if known else None)


def _with_ambassador(figures: Figures) -> str:
    known = figures.known_parts
    return _percent((known - figures.parts.get(Part.NONE, 0)) / known if known else None)


def _bursts(figures: Figures) -> str:
    return _none() if figures.bursts is None else format_number(round(figures.bursts, 2))


def _median(figures: Figures) -> str:
    return _none() if figures.reactions is None else format_number(figures.reactions)


def _for_a_thousand(figures: Figures) -> str:
    rate = figures.engagement
    return _none() if rate is None else format_number(round(rate * 1_000, 1))


def _answered(figures: Figures) -> str:
    if figures.answered is None:
        return _none()
    low, high = figures.answered
    return str(_("%(low)s to %(high)s", low=format_percent(low), high=format_percent(high)))


def _carried(figures: Figures) -> str:
    return (
        _none() if figures.concentration is None else format_number(round(figures.concentration, 2))
    )


FIGURES: tuple[tuple[LazyString, Callable[[Figures], str]], ...] = (
    (_l("Posts in the window"), lambda one: format_number(one.posts)),
    (_l("Days since the last post"), lambda one: _days(one.since_last)),
    (_l("Longest silence, the one up to today included"), lambda one: _days(one.longest)),
    (_l("Weeks with a post"), _active),
    (_l("In bursts (0 by chance, 1 all at once)"), _bursts),
    (_l("In the page’s own language"), lambda one: _percent(one.own_share)),
    (_l("Tell of colleagues, jobs or working here"), _about_work),
    (_l("Without a comment"), _silent_share),
    (_l("Likes and comments of a post (median)"), _median),
    (_l("The same for a thousand followers"), _for_a_thousand),
    (_l("Carried by few posts (0 all alike, 1 one post)"), _carried),
    (_l("Comments answered within two days"), _answered),
    (_l("With an ambassador"), _with_ambassador),
)
