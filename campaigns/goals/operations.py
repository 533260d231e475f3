"""Writes about goals and own kinds. They raise DomainError, may flush, and never commit.

Each leaves what it changed on the audit trail.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from accounts import audit
from accounts.models import Organisation, User
from campaigns.enums import OutcomeKind
from campaigns.goals import permissions, queries
from campaigns.goals.errors import (
    GoalExists,
    GoalHasOutcomes,
    GoalOfEvent,
    KindNamedAlready,
)
from campaigns.labels import goal_name
from campaigns.models import Campaign, Goal, OwnKind
from campaigns.queries import hold
from campaigns.states import require_open
from core.db import db, utcnow


def add_goal(
    campaign: Campaign,
    kind: OutcomeKind | OwnKind,
    *,
    target: int,
    is_collective: bool = True,
    actor: User | None,
) -> Goal:
    """Give a campaign one more goal, after those it has.

    The same goal sent twice is one goal. Raises GoalExists for a second goal of a kind, and
    CampaignArchived.
    """
    hold(campaign)
    require_open(campaign)
    own = kind if isinstance(kind, OwnKind) else None
    ours = OutcomeKind.OWN if isinstance(kind, OwnKind) else kind
    db.session.refresh(campaign, ["goals"])
    for known in campaign.goals:
        if (known.outcome_kind, known.own_kind_id) == (ours, own.id if own else None):
            if (known.target, known.is_collective) == (target, is_collective):
                return known
            raise GoalExists
    last = max((known.position for known in campaign.goals), default=-1)
    goal = Goal(
        outcome_kind=ours,
        own_kind=own,
        target=target,
        is_collective=is_collective,
        position=last + 1,
    )
    with _on_the_trail(campaign, actor):
        campaign.goals.append(goal)
    return goal


def change_goal(goal: Goal, *, target: int, is_collective: bool, actor: User | None) -> None:
    """Change a goal's number, and who sees it; what was reached stays. Raises CampaignArchived."""
    require_open(goal.campaign)
    with _on_the_trail(goal.campaign, actor):
        goal.target, goal.is_collective = target, is_collective


def put_first(goal: Goal, *, actor: User | None) -> None:
    """Let a goal be the one that its campaign is measured by first. Raises CampaignArchived."""
    require_open(goal.campaign)
    others = [one for one in goal.campaign.goals if one is not goal]
    with _on_the_trail(goal.campaign, actor):
        for position, one in enumerate([goal, *others]):
            one.position = position


def end_goal(goal: Goal, *, actor: User | None) -> None:
    """Count nothing more towards a goal; what it reached stays.

    Raises GoalOfEvent while sign-ups to the campaign's own event count here, and CampaignArchived.
    """
    require_open(goal.campaign)
    _require_not_of_event(goal)
    with _on_the_trail(goal.campaign, actor):
        goal.ended_at = goal.ended_at or utcnow()


def resume_goal(goal: Goal, *, actor: User | None) -> None:
    """Let a goal count again. Raises CampaignArchived."""
    require_open(goal.campaign)
    with _on_the_trail(goal.campaign, actor):
        goal.ended_at = None


def remove_goal(goal: Goal, *, actor: User | None) -> None:
    """Take a goal away as if it had never been set.

    Raises GoalHasOutcomes when anything has been counted, GoalOfEvent, and CampaignArchived.
    """
    require_open(goal.campaign)
    _require_not_of_event(goal)
    hold(goal)  # an outcome that points at it waits, and then finds it gone
    if queries.is_counted(goal):
        raise GoalHasOutcomes
    with _on_the_trail(goal.campaign, actor):
        goal.campaign.goals.remove(goal)


def _require_not_of_event(goal: Goal) -> None:
    if not permissions.can_leave(goal):
        raise GoalOfEvent


@contextmanager
def _on_the_trail(campaign: Campaign, actor: User | None) -> Iterator[None]:
    """Note on the trail what a campaign's goals were before what is done within, and are after."""
    before = _told(campaign)
    yield
    audit.record(
        campaign.organisation,
        actor=actor,
        action="goals_changed",
        subject=campaign,
        before=before,
        after=_told(campaign),
    )


def _told(campaign: Campaign) -> dict[str, object]:
    return {"goals": [f"{goal_name(one)}: {one.target}" for one in campaign.goals]}


def add_kind(
    organisation: Organisation, *, name_da: str, name_en: str, actor: User | None
) -> OwnKind:
    """Add a kind of outcome that an organisation counts. Raises KindNamedAlready."""
    hold(organisation)
    if queries.is_named(organisation.id, name_da, name_en, None):
        raise KindNamedAlready
    kind = OwnKind(organisation=organisation, name_da=name_da, name_en=name_en)
    db.session.add(kind)
    _record(kind, actor, "goal_kind_added")
    return kind


def rename_kind(kind: OwnKind, *, name_da: str, name_en: str, actor: User | None) -> None:
    """Call an own kind something else, wherever it is counted. Raises KindNamedAlready."""
    if queries.is_named(kind.organisation_id, name_da, name_en, kind):
        raise KindNamedAlready
    kind.name_da, kind.name_en = name_da, name_en
    _record(kind, actor, "goal_kind_renamed")


def retire_kind(kind: OwnKind, *, actor: User | None) -> None:
    """Offer an own kind for new goals no more; goals that count it go on."""
    kind.retired_at = kind.retired_at or utcnow()
    _record(kind, actor, "goal_kind_retired")


def restore_kind(kind: OwnKind, *, actor: User | None) -> None:
    """Offer a retired kind again."""
    kind.retired_at = None
    _record(kind, actor, "goal_kind_restored")


def _record(kind: OwnKind, actor: User | None, action: str) -> None:
    names = {"name": kind.name_da or kind.name_en}
    audit.record(kind.organisation, actor=actor, action=action, subject=kind, after=names)
