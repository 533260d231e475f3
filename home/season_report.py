"""What an ambassador did in a season, in numbers that are theirs and words fit for a CV."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from accounts.organisations.letterhead import logo_words
from ambassadors.models import Ambassador
from ambassadors.recognition.addresses import badge_address
from ambassadors.recognition.diplomas import shortened
from ambassadors.recognition.hours.quarters import hours_in
from ambassadors.recognition.hours.queries import quarters_of
from ambassadors.recognition.models import Diploma
from ambassadors.recognition.portfolios.signals import Effect
from ambassadors.recognition.queries import diplomas_of, modules_passed
from ambassadors.training.models import Module
from campaigns.models import Campaign
from campaigns.results.effect import WEEKS_BETWEEN, OwnRhythm, WeekState, rhythm_of
from campaigns.results.ladder import Ladder, monday_of
from campaigns.results.queries import active_mondays, own_ladder
from core import documents
from core.db import utcnow
from core.formats import format_date, format_number, local, local_date
from core.languages import localised
from home.queries import campaigns_of

DRAWING = Path(__file__).with_name("season_report.typ")
WEEKS_IN_TWO_YEARS = 105
LONGEST_NAME = 90


@dataclass(frozen=True, kw_only=True)
class SeasonReport:
    """A season as one person's own numbers; a week on a break is not counted among the weeks."""

    place: Ambassador
    first: date
    last: date
    as_of: date
    weeks_active: int
    weeks: int
    kept: int
    expected: int
    ladder: Ladder
    posts: int
    campaigns: Sequence[Campaign]
    modules: Sequence[Module]
    quarters: int
    diploma: Diploma | None

    @property
    def is_over(self) -> bool:
        """Say whether these numbers are the season's last."""
        return self.last < self.as_of


def report_on(place: Ambassador, today: date) -> SeasonReport:
    """Return somebody's season as of ``today``, a day in the organisation's zone."""
    first, last = _days(place, today)
    ladder, posts, parts = own_ladder(place)
    rhythm = _rhythm(place, parts, first, last)
    states = [week.state for week in rhythm.weeks]
    return SeasonReport(
        place=place,
        first=first,
        last=last,
        as_of=today,
        weeks_active=states.count(WeekState.ON),
        weeks=len(states) - states.count(WeekState.PAUSE),
        kept=rhythm.kept if place.rhythm in WEEKS_BETWEEN else 0,
        expected=rhythm.expected if place.rhythm in WEEKS_BETWEEN else 0,
        ladder=ladder,
        posts=posts,
        campaigns=campaigns_of(place),
        modules=modules_passed(place),
        quarters=quarters_of(place),
        diploma=diplomas_of([place]).get(place.id),
    )


def _days(place: Ambassador, today: date) -> tuple[date, date]:
    joined = local(place.joined_at).date()
    left = local(place.left_at).date() if place.left_at else today
    first = max(joined, place.cohort.season_start) if joined <= place.cohort.season_end else joined
    return first, max(first, min(today, left, place.cohort.season_end))


def _rhythm(place: Ambassador, parts: Sequence[Any], first: date, last: date) -> OwnRhythm:
    return rhythm_of(
        active_mondays(parts, monday_of(first)),
        place.pauses,
        rhythm=place.rhythm,
        since=first,
        today=last,
        shown=WEEKS_IN_TWO_YEARS,
    )


def role(report: SeasonReport) -> str:
    """Return the line a CV begins with: "Studieambassadør, VIA Holstebro"."""
    word = localised(report.place.cohort, "ambassador_word")
    return f"{word[:1].upper()}{word[1:]}, {report.place.cohort.organisation.name}"


def period(report: SeasonReport) -> str:
    """Return from when to when."""
    first, last = format_date(report.first), format_date(report.last)
    if report.is_over:
        return str(_("%(first)s to %(last)s", first=first, last=last))
    return str(_("from %(first)s, still going on", first=first))


def effect_of(place: Ambassador, **_given: object) -> Effect:
    """Tell a public page whose owner wants it what came of the season, hours apart."""
    report = report_on(place, local_date(utcnow(), place.cohort.organisation.timezone))
    return Effect(effects(report), source(report))


def lines(report: SeasonReport) -> list[str]:
    """Return what was done, a line for each that there is something of."""
    hours = [_("Gave %(hours)s", hours=hours_in(report.quarters))] if report.quarters else []
    return effects(report) + hours


def effects(report: SeasonReport) -> list[str]:
    """Return what came of it, a line for each that there is something of; nothing is rounded up."""
    ladder, said = report.ladder, []
    if report.weeks_active:
        said.append(
            _(
                "Active in %(active)s of %(weeks)s weeks",
                active=format_number(report.weeks_active),
                weeks=format_number(report.weeks),
            )
        )
    if report.kept:
        said.append(_counted_rhythm(report))
    if ladder.conversations:
        said.append(_counted_conversations(ladder.conversations))
    if report.posts:
        said.append(
            ngettext(
                "Published %(num)s post about it in own words",
                "Published %(num)s posts about it in own words",
                report.posts,
            )
        )
    if ladder.sign_ups:
        said.append(_counted_sign_ups(ladder))
    return said


def _counted_rhythm(report: SeasonReport) -> str:
    return str(
        _(
            "Kept a rhythm of my own choice %(kept)s of %(expected)s times",
            kept=format_number(report.kept),
            expected=format_number(report.expected),
        )
    )


def _counted_conversations(number: int) -> str:
    return str(
        ngettext(
            "Had %(num)s conversation with people who wanted to know more",
            "Had %(num)s conversations with people who wanted to know more",
            number,
        )
    )


def _counted_sign_ups(ladder: Ladder) -> str:
    said = str(
        ngettext("Brought about %(num)s sign-up", "Brought about %(num)s sign-ups", ladder.sign_ups)
    )
    if not ladder.confirmed:
        return said
    came = ngettext("%(num)s of them came", "%(num)s of them came", ladder.confirmed)
    return f"{said}; {came}"


def source(report: SeasonReport) -> str:
    """Return where the numbers are from, and of which day they are."""
    return str(
        _(
            "Posts, conversations and hours are logged by the ambassador. Sign-ups are counted "
            "from a personal link or code, and those who came are ticked off by %(organisation)s. "
            "As of %(date)s.",
            organisation=report.place.cohort.organisation.name,
            date=format_date(report.as_of),
        )
    )


def text(report: SeasonReport) -> str:
    """Return it all as plain text to paste into a CV."""
    head = [role(report), f"{report.place.cohort.name}, {period(report)}"]
    said = [f"• {line}" for line in lines(report)]
    if report.campaigns:
        said.append("• " + _("Campaigns: %(names)s", names=", ".join(_campaigns(report))))
    if report.modules:
        said.append("• " + _("Learned: %(names)s", names=", ".join(_modules(report))))
    return "\n".join([*head, *said])


def _campaigns(report: SeasonReport) -> list[str]:
    return [localised(campaign, "name") for campaign in report.campaigns]


def _modules(report: SeasonReport) -> list[str]:
    return [localised(module, "title") for module in report.modules]


def draw(report: SeasonReport, locale: str) -> bytes:
    """Return the report as a PDF that can be read aloud, in one language."""
    with force_locale(locale):
        return documents.draw(DRAWING, _words(report, locale))


def _words(report: SeasonReport, locale: str) -> dict[str, Any]:
    cohort, diploma = report.place.cohort, report.diploma
    name = shortened(report.place.user.name.strip() or role(report), LONGEST_NAME)
    address = badge_address(diploma).split("://", 1)[-1] if diploma else ""
    return {
        "language": locale,
        "colour": cohort.organisation.brand_colour,
        "organisation": cohort.organisation.name,
        **logo_words(cohort.organisation),
        "title": _("Season report"),
        "name": name,
        "role": role(report),
        "period": f"{cohort.name}, {period(report)}",
        "done_title": _("What I did"),
        "done": lines(report),
        "campaigns_title": _("Campaigns"),
        "campaigns": _campaigns(report),
        "modules_title": _("What I learned"),
        "modules": _modules(report),
        "diploma_title": _("Diploma"),
        "diploma": _("Can be checked at %(address)s", address=address) if diploma else "",
        "source_title": _("Where the numbers are from"),
        "source": source(report),
    }
