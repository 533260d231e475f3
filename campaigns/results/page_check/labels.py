"""What is said of a page: findings with their evidence, what to do, and figures beside others'."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from campaigns.results.page_check.counting import RULES, Figures
from campaigns.results.page_check.diagnosing import Diagnosis
from campaigns.results.page_check.enums import Finding, Part, Tongue, Verdict, Way
from core.formats import format_date, format_number, format_percent

NAMES: dict[Finding, LazyString] = {
    Finding.SILENT: _l("Silent"),
    Finding.FADING: _l("Fading"),
    Finding.CAMPAIGN_ONLY: _l("Only in campaigns"),
    Finding.TALKING_TO_ITSELF: _l("Talking to itself"),
    Finding.NOT_ANSWERING: _l("Not answering"),
    Finding.NOT_IN_OUR_LANGUAGE: _l("Not in our language"),
    Finding.ALONE: _l("Alone"),
}
TO_DO: dict[Finding, LazyString] = {
    Finding.SILENT: _l(
        "Begin with one small post this week, from somebody who works or studies here. "
        "Then choose a rhythm you can keep: every second week is enough."
    ),
    Finding.FADING: _l(
        "Say who posts in which week for the next two months, and let it be less than you wish "
        "rather than more than you manage."
    ),
    Finding.CAMPAIGN_ONLY: _l(
        "Keep three posts back from the next campaign, and use them in the quiet weeks after it."
    ),
    Finding.TALKING_TO_ITSELF: _l(
        "Ask something in the next post that people here know the answer to, and ask two "
        "ambassadors to answer first."
    ),
    Finding.NOT_ANSWERING: _l(
        "Give one person ten minutes a day for answers, and say on the page when you answer."
    ),
    Finding.NOT_IN_OUR_LANGUAGE: _l(
        "Write the first lines in your own language and about your own place. "
        "A post from the head office can follow below."
    ),
    Finding.ALONE: _l(
        "Ask an ambassador to be in the next post, and to be named in it if they like."
    ),
}
MISSING: dict[Finding, LazyString] = {
    Finding.FADING: _l("the list does not reach back half a year, or has too few posts"),
    Finding.CAMPAIGN_ONLY: _l("there are posts on too few days to say"),
    Finding.TALKING_TO_ITSELF: _l("likes and comments are needed for it, on ten posts or more"),
    Finding.NOT_ANSWERING: _l("count how many comments are answered, twenty are enough"),
    Finding.NOT_IN_OUR_LANGUAGE: _l("too few posts have text enough to say"),
    Finding.ALONE: _l("say which accounts to look for, or bring a list with the column Ambassador"),
}
WAYS: dict[Way, LazyString] = {
    Way.PASTE: _l("pasted"),
    Way.SHEET: _l("a spreadsheet"),
    Way.FILE: _l("an Instaloader file"),
    Way.API: _l("your own account"),
    Way.NONE: _l("no posts"),
}
TONGUES: dict[Tongue, LazyString] = {
    Tongue.OWN: _l("the page’s own"),
    Tongue.OTHER: _l("another"),
    Tongue.UNCLEAR: _l("too little text"),
}
PARTS: dict[Part | None, LazyString] = {
    Part.AUTHOR: _l("shared with an ambassador"),
    Part.TAGGED: _l("an ambassador is tagged"),
    Part.MENTIONED: _l("an ambassador is mentioned"),
    Part.NOTED: _l("an ambassador is in it"),
    Part.NONE: _l("none"),
    None: _l("not known"),
}


def headline(diagnosis: Diagnosis) -> str:
    """Return what a page is in one sentence."""
    if diagnosis.verdict is Verdict.ALIVE:
        return str(_("The page is alive"))
    if diagnosis.verdict is Verdict.TOO_FEW:
        return str(_("Too few posts to say"))
    count = len(diagnosis.found)
    return str(ngettext("%(num)d sign of a dead page", "%(num)d signs of a dead page", count))


def _silent(figures: Figures) -> str:
    if figures.since_last is None or figures.last is None:
        return str(_("There is no post on the page."))
    words = ngettext(
        "No post for %(num)d day. The last is from %(date)s.",
        "No post for %(num)d days. The last is from %(date)s.",
        figures.since_last,
        date=format_date(figures.last),
    )
    return str(words)


def _fading(figures: Figures) -> str:
    words = ngettext(
        "%(num)d post in the last three months, %(before)s in the three before.",
        "%(num)d posts in the last three months, %(before)s in the three before.",
        figures.recent,
        before=format_number(figures.earlier),
    )
    return str(words)


def _campaign_only(figures: Figures) -> str:
    words = ngettext(
        "%(posts)s posts in %(num)d week, silence in the other %(silent)s.",
        "%(posts)s posts in %(num)d weeks, silence in the other %(silent)s.",
        figures.active_weeks,
        posts=format_number(figures.posts),
        silent=format_number(figures.weeks - figures.active_weeks),
    )
    return str(words)


def _talking_to_itself(figures: Figures) -> str:
    parts = []
    known, silent = figures.with_comments_known, figures.silent_posts
    has_both = figures.reactions_recent is not None and figures.reactions_earlier is not None
    if known and (silent > RULES.without_comments_over * known or not has_both):
        words = _("%(silent)s of %(all)s posts have no comment.", silent=figures.silent_posts,
                  all=figures.with_comments_known)  # fmt: skip
        parts.append(str(words))
    if figures.reactions_recent is not None and figures.reactions_earlier is not None:
        parts.append(
            str(
                _(
                    "A post now gets %(now)s likes and comments, three months before it got "
                    "%(before)s (medians).",
                    now=format_number(figures.reactions_recent),
                    before=format_number(figures.reactions_earlier),
                )
            )
        )
    return " ".join(parts)


def _not_answering(figures: Figures) -> str:
    low, high = figures.answered or (0.0, 1.0)
    return str(
        _(
            "Between %(low)s and %(high)s of the comments are answered within two days, as far "
            "as those you counted can tell.",
            low=format_percent(low),
            high=format_percent(high),
        )
    )


def _language(figures: Figures) -> str:
    words = ngettext(
        "%(own)s of %(num)d post is in the page’s own language (%(share)s).",
        "%(own)s of %(num)d posts are in the page’s own language (%(share)s).",
        figures.decided,
        own=format_number(figures.own_language),
        share=format_percent(figures.own_share or 0),
    )
    return str(words)


def _alone(figures: Figures) -> str:
    there = figures.known_parts - figures.parts.get(Part.NONE, 0)
    words = ngettext(
        "An ambassador is in %(there)s of %(num)d post.",
        "An ambassador is in %(there)s of %(num)d posts.",
        figures.known_parts,
        there=format_number(there),
    )
    return str(words)


EVIDENCE: dict[Finding, Callable[[Figures], str]] = {
    Finding.SILENT: _silent,
    Finding.FADING: _fading,
    Finding.CAMPAIGN_ONLY: _campaign_only,
    Finding.TALKING_TO_ITSELF: _talking_to_itself,
    Finding.NOT_ANSWERING: _not_answering,
    Finding.NOT_IN_OUR_LANGUAGE: _language,
    Finding.ALONE: _alone,
}


def evidence(finding: Finding, diagnosis: Diagnosis) -> str:
    """Return the numbers behind a finding in a sentence."""
    return EVIDENCE[finding](diagnosis.figures)


@dataclass(frozen=True)
class Week:
    """One bar of the chart."""

    label: str
    value: int


def weeks(diagnosis: Diagnosis) -> list[Week]:
    """Return the posts of each week, the oldest first."""
    numbers = diagnosis.figures.by_week
    return [
        Week(
            str(_("this week"))
            if back == 0
            else str(ngettext("%(num)d week ago", "%(num)d weeks ago", back)),
            value,
        )
        for back, value in zip(range(len(numbers) - 1, -1, -1), numbers, strict=True)
    ]


def window(diagnosis: Diagnosis) -> str:
    """Return how far back is looked, and why no further."""
    figures = diagnosis.figures
    if not figures.weeks:
        return ""
    if figures.is_whole:
        return str(_("We look at the last 26 weeks."))
    words = ngettext(
        "The list reaches back %(num)d week, so that is what we look at.",
        "The list reaches back %(num)d weeks, so that is what we look at.",
        figures.weeks,
    )
    return str(words)


def work_advice(diagnosis: Diagnosis) -> str:
    """Return what is said when hardly a post tells of working here; empty when some do."""
    figures = diagnosis.figures
    if figures.posts < RULES.fewest_posts or figures.about_work:
        return ""
    return str(
        _(
            "Not one of %(num)s posts tells of colleagues, jobs or working here. Let somebody "
            "show an ordinary day: it is what applicants look for.",
            num=format_number(figures.posts),
        )
    )
