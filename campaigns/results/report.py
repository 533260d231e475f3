"""A campaign's results as one page shows them; the file is made of the same report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from campaigns.enums import OutcomeKind
from campaigns.models import Campaign, Goal
from campaigns.outcomes.enums import Source
from campaigns.results import queries
from campaigns.results.ladder import (
    Ladder,
    UnitResult,
    Week,
    fill_weeks,
    merge_small,
    spike,
)

ACTIVE_DAYS = 28


@dataclass(frozen=True, kw_only=True)
class GoalProgress:
    """How far a goal is, and where its outcomes came from."""

    kind: OutcomeKind
    target: int
    tracked: int
    told: int

    @property
    def reached(self) -> int:
        """What counts towards the goal."""
        return self.tracked + self.told

    @property
    def remaining(self) -> int:
        """What is still missing, never below zero."""
        return max(self.target - self.reached, 0)


@dataclass(frozen=True, kw_only=True)
class CampaignReport:
    """Everything on a results page but the people."""

    campaign: Campaign
    goals: Sequence[GoalProgress]
    ladder: Ladder
    by_themselves: int
    weeks: Sequence[Week]
    activity: queries.Activity
    units: Sequence[UnitResult]

    @property
    def spike(self) -> Week | None:
        """The week that stands out by its sign-ups, if one does."""
        index = spike([week.sign_ups for week in self.weeks])
        return None if index is None else self.weeks[index]


def report_on(campaign: Campaign, today: date) -> CampaignReport:
    """Return a campaign's results as of ``today``, a day in the organisation's zone."""
    ids = [campaign.id]
    ladder = queries.ladder(ids)
    sources = queries.sign_ups_by_source(campaign)
    return CampaignReport(
        campaign=campaign,
        goals=[progress_of(goal, ladder, sources) for goal in campaign.goals],
        ladder=ladder,
        by_themselves=sources.get(Source.NONE, 0),
        weeks=fill_weeks(
            queries.weeks(ids), first=campaign.starts_on, last=min(today, campaign.ends_on)
        ),
        activity=queries.activity(ids, today - timedelta(days=ACTIVE_DAYS - 1)),
        units=merge_small(queries.unit_rows(ids)),
    )


def progress_of(goal: Goal, ladder: Ladder, sources: dict[Source, int]) -> GoalProgress:
    """Return how far one goal is; what people did by themselves counts towards none."""
    if goal.outcome_kind is OutcomeKind.CONVERSATIONS:
        return GoalProgress(
            kind=goal.outcome_kind, target=goal.target, tracked=ladder.conversations, told=0
        )
    return GoalProgress(
        kind=goal.outcome_kind,
        target=goal.target,
        tracked=sources.get(Source.LINK, 0) + sources.get(Source.CODE, 0),
        told=sources.get(Source.TOLD_BY, 0),
    )
