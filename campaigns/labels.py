"""Words on screen for states and outcome kinds of campaigns."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from campaigns.enums import CampaignStatus, OutcomeKind, Step
from campaigns.models import Campaign, Goal, Participation
from core.formats import format_number
from core.languages import localised

STATUSES = {
    CampaignStatus.DRAFT: _l("Draft"),
    CampaignStatus.LIVE: _l("Running"),
    CampaignStatus.CLOSED: _l("Closed"),
    CampaignStatus.ARCHIVED: _l("Archived"),
}
WAY = {
    CampaignStatus.DRAFT: _l(
        "Only organisers see it. Everything can be changed, and it can be deleted."
    ),
    CampaignStatus.LIVE: _l(
        "Ambassadors see it and have links of their own. Sign-up is open, and everything counts."
    ),
    CampaignStatus.CLOSED: _l(
        "Ambassadors log nothing more, and sign-up is over. Links lead on. Who came or enrolled, "
        "costs and mistakes can still be put right, and it can be opened again."
    ),
    CampaignStatus.ARCHIVED: _l(
        "It can be read and copied, and nothing can be changed any more. This is for good."
    ),
}
OUTCOMES = {
    OutcomeKind.EVENT_SIGN_UPS: _l("Event sign-ups"),
    OutcomeKind.ENROLMENTS: _l("Enrolments"),
    OutcomeKind.APPLICATIONS: _l("Applications"),
    OutcomeKind.NEWCOMER_ENQUIRIES: _l("Newcomer enquiries"),
    OutcomeKind.MEMBERSHIPS: _l("New members"),
    OutcomeKind.JOB_APPLICATIONS: _l("Job applications"),
    OutcomeKind.CONVERSATIONS: _l("Conversations"),
}


@dataclass(frozen=True)
class Station:
    """One state on a campaign's way, with what it allows."""

    name: str
    allows: str
    is_here: bool
    has_been: bool


def way_of(campaign: Campaign) -> list[Station]:
    """Return the states in their order, and where a campaign is among them."""
    order = list(WAY)
    here = order.index(campaign.status)
    return [
        Station(str(STATUSES[state]), str(WAY[state]), number == here, number < here)
        for number, state in enumerate(order)
    ]


def goal_name(goal: Goal) -> str:
    """Return what a goal counts, in the organisation's own words where it has some."""
    return localised(goal.own_kind, "name") if goal.own_kind else str(OUTCOMES[goal.outcome_kind])


OWN_STEPS = {
    Step.SIGN_UPS: _l("People who come along or join"),
    Step.CONVERSATIONS: _l("Conversations"),
}


def own_step(participation: Participation) -> Step:
    """Return what her own target counts: what she chose, else what the first goal counts."""
    if participation.own_step is not None:
        return participation.own_step
    goals = participation.campaign.goals
    is_about_talks = bool(goals) and goals[0].outcome_kind is OutcomeKind.CONVERSATIONS
    return Step.CONVERSATIONS if is_about_talks else Step.SIGN_UPS


def own_progress(participation: Participation) -> str:
    """Return how far she is, said to her; nothing when she has no target."""
    if participation.own_target is None:
        return ""
    is_about_talks = own_step(participation) is Step.CONVERSATIONS
    done = participation.conversations if is_about_talks else participation.sign_ups
    numbers = {
        "done": format_number(done),
        "target": format_number(participation.own_target),
    }
    if is_about_talks:
        return str(_("%(done)s of %(target)s conversations so far", **numbers))
    return str(_("%(done)s of %(target)s signed up so far", **numbers))


def together(goal: Goal, reached: int) -> str:
    """Return a shared goal with how far all have come: "212 of 300", to stand before its name."""
    numbers = {"reached": format_number(reached), "target": format_number(goal.target)}
    return str(_("%(reached)s of %(target)s", **numbers))


def launched(*, are_many: bool) -> str:
    """Say that a campaign is running; of many, most get their part in the minutes that follow."""
    if not are_many:
        return str(_("The campaign is running. Everybody in it has a link of their own."))
    return str(
        _(
            "The campaign is running. There are so many in it that it takes some minutes before "
            "everybody has a link of their own. This page says how many take part so far."
        )
    )
