"""How much of each goal a group has brought.

A conversation counts towards every goal of conversations, and where one goal counts sign-ups all
of them are its own: both are in the totals of groups. Only where several goals count them are
outcomes counted by goal and group.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import func, select

from ambassadors.models import Ambassador
from campaigns.enums import OutcomeKind, Step
from campaigns.models import Campaign, Participation
from campaigns.outcomes.models import Outcome
from campaigns.outcomes.standing import counted_as
from campaigns.results import breaking_down, report
from campaigns.results.enums import By
from campaigns.results.groups import GroupResult
from core.db import db
from core.kept_counts import kept

KEPT_FOR = 60.0
Brought = Mapping[tuple[uuid.UUID, str], int]  # by goal, and by what a group is known by


def added(groups: Sequence[GroupResult], campaign: Campaign, by: By) -> list[GroupResult]:
    """Return groups with what each has brought towards each of the campaign's goals."""
    counting = [g for g in campaign.goals if g.outcome_kind is not OutcomeKind.CONVERSATIONS]
    apart = _brought([goal.id for goal in counting], by) if len(counting) > 1 else {}

    def of(group: GroupResult) -> tuple[int, ...]:
        return tuple(
            group.conversations
            if goal.outcome_kind is OutcomeKind.CONVERSATIONS
            else apart.get((goal.id, group.key), 0)
            if len(counting) > 1
            else group.sign_ups
            for goal in campaign.goals
        )

    return [replace(group, goals=of(group)) for group in groups]


def rest(campaign: Campaign, known: GroupResult) -> tuple[int, ...]:
    """Return what goals have beyond what groups have brought."""
    reached = report.progress_by_goal([campaign])
    return tuple(
        max(reached[goal.id].reached - number, 0)
        for goal, number in zip(campaign.goals, known.goals, strict=True)
    )


def _brought(goal_ids: Sequence[uuid.UUID], by: By) -> Brought:
    """Return what each group has brought towards each goal; of thousands up to a minute old."""

    def count() -> Brought:
        key = breaking_down.OF_PEOPLE[by]
        rows = db.session.execute(
            select(Outcome.goal_id, key, func.count())
            .join(Participation, Participation.id == Outcome.participation_id)
            .join(Ambassador, Ambassador.id == Participation.ambassador_id)
            .join(Ambassador.cohort)
            .where(Outcome.goal_id.in_(goal_ids), Outcome.stage.in_(counted_as(Step.SIGN_UPS)))
            .group_by(Outcome.goal_id, key)
        )
        found: dict[tuple[uuid.UUID, str], int] = {}
        for goal_id, group, number in rows:
            place = goal_id, breaking_down.key_of(by, group)
            found[place] = found.get(place, 0) + number
        return found

    which = ("goals by", by, *sorted(goal_ids))
    return kept(which, count, lambda found: sum(found.values()), seconds=KEPT_FOR)
