"""Words on screen for goals, in sentences that say what the numbers mean."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from campaigns.enums import OutcomeKind, Step
from campaigns.models import Campaign
from campaigns.outcomes.enums import Source
from campaigns.outcomes.standing import counted_as
from campaigns.results.groups import is_few
from campaigns.results.ladder import GoalProgress, Ladder
from campaigns.results.report import IMPORTED, TOLD, TRACKED, CampaignReport, progress_of
from campaigns.results.tables import Table
from core.formats import format_number, format_percent

GOALS = {
    OutcomeKind.EVENT_SIGN_UPS: _l("sign-ups"),
    OutcomeKind.ENROLMENTS: _l("enrolments"),
    OutcomeKind.APPLICATIONS: _l("applications"),
    OutcomeKind.NEWCOMER_ENQUIRIES: _l("newcomer enquiries"),
    OutcomeKind.MEMBERSHIPS: _l("new members"),
    OutcomeKind.JOB_APPLICATIONS: _l("job applications"),
    OutcomeKind.CONVERSATIONS: _l("conversations"),
}
# What an outcome must be to stand in a number, as the list of outcomes is narrowed to it.
SIGNED_UP = {"stage": counted_as(Step.SIGN_UPS)}
BROUGHT = {"source": tuple(source for source in Source if source is not Source.NONE)}
BY_THEMSELVES = {**SIGNED_UP, "source": (Source.NONE,)}
BEHIND = {
    "sign_ups": {**SIGNED_UP, **BROUGHT},
    "confirmed": {"stage": counted_as(Step.CONFIRMED), **BROUGHT},
    "tracked": {"stage": counted_as(Step.CONFIRMED), "source": (*TRACKED, *IMPORTED)},
    "told": {"stage": counted_as(Step.CONFIRMED), "source": TOLD},
}


def outcomes_of(goal: GoalProgress) -> str:
    """Return what a goal counts, as it stands after a number."""
    return goal.named or str(GOALS[goal.kind])


def heading(goal: GoalProgress) -> str:
    """Return a goal as its answer: "275 of 300 sign-ups"."""
    return str(
        _(
            "%(reached)s of %(target)s %(outcomes)s",
            reached=format_number(goal.reached),
            target=format_number(goal.target),
            outcomes=outcomes_of(goal),
        )
    )


def rungs(ladder: Ladder) -> list[dict[str, object]]:
    """Return the ladder's steps with their words, as the chart and its table read them."""
    return [
        {"label": _("clicks"), "value": ladder.clicks},
        {"label": _("conversations"), "value": ladder.conversations},
        {"label": _("signed up"), "value": ladder.sign_ups},
        {"label": _("came"), "value": ladder.confirmed},
    ]


def of_target(goal: GoalProgress) -> str:
    """Return what stands beside the large number: "of 300 sign-ups"."""
    return str(
        _(
            "of %(target)s %(outcomes)s",
            target=format_number(goal.target),
            outcomes=outcomes_of(goal),
        )
    )


def goal_headings(campaign: Campaign, table: Table) -> list[str]:
    """Return the campaign's goals as columns, where a breakdown says how much groups brought."""
    if not any(row.goals for row in table.rows):
        return []
    return [of_target(progress_of(goal, {}, 0)) for goal in campaign.goals]


def parts(goal: GoalProgress) -> list[dict[str, object]]:
    """Return what a goal's progress is made of, as its meter draws it, and where each part is."""
    if goal.kind is OutcomeKind.CONVERSATIONS:
        return [{"label": _("logged by the ambassadors"), "value": goal.tracked}]
    found = [
        (_("from links and codes"), goal.tracked, TRACKED),
        (_("say that an ambassador told them"), goal.told, TOLD),
    ]
    if goal.imported:
        found.append((_("from lists and other systems"), goal.imported, IMPORTED))
    return [
        {"label": label, "value": value, "behind": {**SIGNED_UP, "source": sources}}
        for label, value, sources in found
    ]


def at_least_five(number: int) -> str:
    """Return a number of people for eyes that may not see few of them."""
    return str(_("under 5")) if is_few(number) else format_number(number)


def shared_rungs(ladder: Ladder) -> list[dict[str, object]]:
    """Return the ladder without the steps that few took."""
    return [rung for rung in rungs(ladder) if not is_few(int(str(rung["value"])))]


def whole_heading(ladder: Ladder) -> str:
    """Return what came of all campaigns together, as a heading."""
    if is_few(ladder.sign_ups):
        return str(_("Fewer than five people have signed up so far"))
    return str(
        ngettext(
            "%(number)s person has signed up",
            "%(number)s people have signed up",
            ladder.sign_ups,
            number=format_number(ladder.sign_ups),
        )
    )


def rhythm_heading(report: CampaignReport) -> str:
    """Return in a few words whether the weeks are even."""
    if not any(week.sign_ups for week in report.weeks):
        return str(_("No sign-ups yet"))
    return str(_("Steady, with one spike") if report.spike else _("Steady, week by week"))


def weeks_sentence(report: CampaignReport) -> str:
    """Return what the chart of the weeks shows, for those who cannot see it."""
    most = max(report.weeks, key=lambda week: week.sign_ups, default=None)
    if most is None or not most.sign_ups:
        return str(_("Sign-ups each week"))
    return str(
        _(
            "Sign-ups each week, most in week %(number)s with %(most)s",
            number=most.number,
            most=format_number(most.sign_ups),
        )
    )


def activity_sentence(report: CampaignReport) -> str:
    """Return how many have been active lately, in a sentence."""
    activity = report.activity
    asked = activity.ambassadors - report.declined.quiet  # who said no is not silent
    if not asked:
        return str(_("Nobody takes part yet."))
    return str(
        _(
            "%(share)s of the ambassadors posted or talked with somebody in the last 28 days. "
            "Those on a break are among the rest.",
            share=format_percent(activity.active / asked),
        )
    )
