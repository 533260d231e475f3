"""What waits for an organiser this week, as a list to work through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from ambassadors.models import Cohort
from campaigns.results.consistency.formulas import MonthFour
from campaigns.results.consistency.overview import CohortNow
from core.formats import format_percent
from home.queries import Waiting
from media.library.enums import Shelf

IN_WORDS = {
    2: _l("two"),
    3: _l("three"),
    4: _l("four"),
    5: _l("five"),
    6: _l("six"),
    7: _l("seven"),
    8: _l("eight"),
    9: _l("nine"),
    10: _l("ten"),
}
MESSAGES = "messages_organiser.list_messages"


@dataclass(frozen=True, kw_only=True)
class Todo:
    """One thing to do: what it is, why it matters, and where the button leads."""

    title: str
    detail: str
    action: str
    endpoint: str
    icon: str
    kind: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict)


def number(count: int) -> str:
    """Return a count that begins a sentence: in words up to ten, as one would say it."""
    return str(IN_WORDS[count]).capitalize() if count in IN_WORDS else str(count)


def heading(count: int) -> str:
    """Return the page's answer: how many things there are to do."""
    if not count:
        return str(_("Nothing is waiting"))
    return str(
        ngettext("One thing this week", "%(number)s things this week", count, number=number(count))
    )


def todos(waiting: Waiting) -> list[Todo]:
    """Return what waits, people before things."""
    lists = (
        (waiting.silent, _silent),
        (waiting.ideas, _ideas),
        (waiting.posts, _posts),
        (waiting.contributions, _contributions),
        (waiting.pictures, _pictures),
        (waiting.draft_cohorts, _draft_cohorts),
        (waiting.draft_campaigns, _draft_campaigns),
    )
    found = [make(count) for count, make in lists if count]
    return [*([_applications(waiting)] if waiting.applications else []), *found]


def _applications(waiting: Waiting) -> Todo:
    return Todo(
        title=ngettext(
            "One application waits for an answer",
            "%(number)s applications wait for an answer",
            waiting.applications,
            number=number(waiting.applications),
        ),
        detail=_("Somebody would like to be with you. A no is an answer too."),
        action=_("Read them"),
        endpoint="applications_organiser.list_applications",
        icon="inbox",
        arguments={"cohort_id": str(waiting.applications_in), "show": "received"},
    )


def _silent(count: int) -> Todo:
    return Todo(
        title=ngettext(
            "Somebody has been quiet for three weeks",
            "%(number)s people have been quiet for three weeks",
            count,
            number=number(count),
        ),
        detail=ngettext(
            "And is not on a break. A kind word helps more than a reminder.",
            "None of them is on a break. A kind word helps more than a reminder.",
            count,
        ),
        action=_("See who"),
        endpoint="consistency_organiser.list_people",
        icon="alert-triangle",
        kind="warn",
    )


def month_four(cohorts: Sequence[CohortNow]) -> list[Todo]:
    """Return a quiet word on each cohort that is in its fourth month, or tires since."""
    return [_month_four(one.cohort, one.month_four) for one in cohorts if one.month_four]


def _month_four(cohort: Cohort, four: MonthFour) -> Todo:
    title = _("%(cohort)s: the fourth month has begun", cohort=cohort.name)
    detail = _("It is often now that a programme tires. Here is what helps.")
    if four.is_tiring:
        title = _("%(cohort)s: fewer tell than at first", cohort=cohort.name)
        detail = _(
            "%(now)s now, %(before)s in the first three months. Here is what helps.",
            now=format_percent(four.now),
            before=format_percent(four.before),
        )
    return Todo(
        title=title,
        detail=detail,
        action=_("See the season"),
        endpoint="consistency_reader.show_cohort",
        icon="alert-triangle" if four.is_tiring else "bulb",
        kind="warn" if four.is_tiring else "",
        arguments={"cohort_id": str(cohort.id)},
    )


def _ideas(count: int) -> Todo:
    return Todo(
        title=ngettext(
            "One idea waits for an answer",
            "%(number)s ideas wait for an answer",
            count,
            number=number(count),
        ),
        detail=_("We promise an answer within two working days."),
        action=_("Answer"),
        endpoint=MESSAGES,
        icon="bulb",
    )


def _posts(count: int) -> Todo:
    return Todo(
        title=ngettext(
            "One post waits to be looked at",
            "%(number)s posts wait to be looked at",
            count,
            number=number(count),
        ),
        detail=_("It counts once you say yes. Nobody can change it but its author."),
        action=_("Look at them"),
        endpoint="posts_reviews.show_next",
        icon="eye",
    )


def _contributions(count: int) -> Todo:
    return Todo(
        title=ngettext(
            "Somebody has sent pictures",
            "%(number)s sets of pictures have been sent in",
            count,
            number=number(count),
        ),
        detail=_("They lend them to you. A thank-you within a week keeps more coming."),
        action=_("Look at them"),
        endpoint="kits_contributions_organiser.list_contributions",
        icon="photo-plus",
    )


def _pictures(count: int) -> Todo:
    return Todo(
        title=ngettext(
            "One picture has no alt text",
            "%(number)s pictures have no alt text",
            count,
            number=number(count),
        ),
        detail=_("People who cannot see it need the words, so it cannot be published yet."),
        action=_("Write it"),
        endpoint="library_organiser.list_assets",
        icon="photo",
        arguments={"shelf": Shelf.WITHOUT_ALT.value},
    )


def _draft_cohorts(count: int) -> Todo:
    return Todo(
        title=ngettext(
            "One cohort is not open yet",
            "%(number)s cohorts are not open yet",
            count,
            number=number(count),
        ),
        detail=_("People can join as soon as the policy is published."),
        action=_("See them"),
        endpoint="cohorts_organiser.list_cohorts",
        icon="users",
    )


def _draft_campaigns(count: int) -> Todo:
    return Todo(
        title=ngettext(
            "One campaign is still a draft",
            "%(number)s campaigns are still drafts",
            count,
            number=number(count),
        ),
        detail=_("Everybody gets a link when you launch it."),
        action=_("See the campaigns"),
        endpoint="campaigns_organiser.list_campaigns",
        icon="flag",
    )
