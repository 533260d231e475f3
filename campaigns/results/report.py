"""A campaign's results as one page shows them; the file is made of the same report."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from campaigns.enums import OutcomeKind
from campaigns.models import Campaign, Goal
from campaigns.outcomes.enums import Source
from campaigns.queries import Declined, declined_in
from campaigns.results import breaking_down, part, queries
from campaigns.results.enums import By
from campaigns.results.groups import GroupResult, merge_small, sum_of_groups
from campaigns.results.ladder import (
    GoalProgress,
    Ladder,
    Week,
    fill_weeks,
    spike,
    sum_of,
)
from core.languages import localised

ACTIVE_DAYS = 28
# A link or a code leads to one ambassador; where people merely say so, it is told. What lists and
# other systems bring names a code too, and is kept apart, because it was counted elsewhere.
TRACKED = (Source.LINK, Source.CODE)
TOLD = (Source.TOLD_BY, Source.BY_HAND)
IMPORTED = (Source.IMPORT, Source.WEBHOOK)


@dataclass(frozen=True, kw_only=True)
class CampaignReport:
    """Everything on a results page but the people."""

    campaign: Campaign
    goals: Sequence[GoalProgress]
    ladder: Ladder
    by_themselves: int
    weeks: Sequence[Week]
    activity: queries.Activity
    units: Sequence[GroupResult]
    elsewhere: int  # sign-ups that say an ambassador told them, but not who
    declined: Declined

    @property
    def spike(self) -> Week | None:
        """The week that stands out by its sign-ups, if one does."""
        index = spike([week.sign_ups for week in self.weeks])
        return None if index is None else self.weeks[index]


def report_on(campaign: Campaign, today: date) -> CampaignReport:
    """Return a campaign's results as of ``today``, a day in the organisation's zone."""
    ids = [campaign.id]
    weeks = queries.weeks(ids)
    ladder = sum_of(weeks)
    by_goal = queries.sign_ups_by_goal(ids)
    units = breaking_down.group_rows(ids, By.UNIT)
    since = today - timedelta(days=ACTIVE_DAYS - 1)
    return CampaignReport(
        campaign=campaign,
        goals=[
            progress_of(goal, by_goal.get(goal.id, {}), ladder.conversations)
            for goal in campaign.goals
        ],
        ladder=ladder,
        by_themselves=sum(sources.get(Source.NONE, 0) for sources in by_goal.values()),
        weeks=fill_weeks(weeks, first=campaign.starts_on, last=min(today, campaign.ends_on)),
        activity=queries.Activity(
            ambassadors=sum(unit.ambassadors for unit in units),
            active=queries.active_people(ids, since),
        ),
        units=merge_small(units),
        elsewhere=ladder.sign_ups - sum_of_groups(units).sign_ups,
        declined=declined_in(campaign, since),
    )


def report_for(
    campaign: Campaign, units: Collection[uuid.UUID] | None, today: date
) -> CampaignReport:
    """Return what came of a campaign, or of the people of the units that somebody reads."""
    if units is None:
        return report_on(campaign, today)
    return report_on_part(campaign, units, today)


def report_on_part(campaign: Campaign, units: Collection[uuid.UUID], today: date) -> CampaignReport:
    """Return what the people of some units brought; goals belong to everybody and are left out."""
    since = today - timedelta(days=ACTIVE_DAYS - 1)
    weeks = part.weeks(campaign.id, units)
    rows = breaking_down.group_rows([campaign.id], By.UNIT, units)
    people = part.people(campaign.id, units, since)
    return CampaignReport(
        campaign=campaign,
        goals=[],
        ladder=sum_of(weeks),
        by_themselves=0,
        weeks=fill_weeks(weeks, first=campaign.starts_on, last=min(today, campaign.ends_on)),
        activity=queries.Activity(
            ambassadors=sum(row.ambassadors for row in rows), active=people.active
        ),
        units=merge_small(rows),
        elsewhere=0,
        declined=people.declined,
    )


def progress_by_goal(campaigns: Sequence[Campaign]) -> dict[uuid.UUID, GoalProgress]:
    """Return how far each goal of these campaigns is, in two queries however many there are."""
    ids = [campaign.id for campaign in campaigns]
    by_goal = queries.sign_ups_by_goal(ids)
    talks = queries.conversations_by_campaign(ids)
    return {
        goal.id: progress_of(goal, by_goal.get(goal.id, {}), talks.get(campaign.id, 0))
        for campaign in campaigns
        for goal in campaign.goals
    }


def progress_of(goal: Goal, sources: Mapping[Source, int], conversations: int) -> GoalProgress:
    """Return how far one goal is; what people did by themselves counts towards none."""
    named = localised(goal.own_kind, "name") if goal.own_kind else ""
    if goal.outcome_kind is OutcomeKind.CONVERSATIONS:
        return GoalProgress(
            kind=goal.outcome_kind, target=goal.target, tracked=conversations, told=0
        )
    return GoalProgress(
        kind=goal.outcome_kind,
        named=named,
        target=goal.target,
        tracked=sum(sources.get(source, 0) for source in TRACKED),
        told=sum(sources.get(source, 0) for source in TOLD),
        imported=sum(sources.get(source, 0) for source in IMPORTED),
    )
