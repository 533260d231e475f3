"""Goals and own kinds of outcomes, what a campaign costs, and its last turns."""

from campaigns.costs.models import Cost
from campaigns.models import Goal, OwnKind
from tests.core.matrix.campaigns import ORGANISERS
from tests.core.permission_matrix import Rows, page
from tests.core.world import World, thing
from tests.factories.campaigns import CostFactory, OwnKindFactory


@thing
def goal(world: World) -> Goal:
    return world.campaign.goals[0]


@thing
def own_kind(world: World) -> OwnKind:
    return OwnKindFactory(organisation=world.organisation)


@thing
def cost(world: World) -> Cost:
    return CostFactory(campaign=world.campaign)


def _both(endpoint: str, rest: str) -> list[Rows]:
    return page(endpoint, lambda w: f"/o/{w.slug}/campaigns/{w.campaign.id}{rest}", ORGANISERS)


def _act(endpoint: str, rest: str) -> Rows:
    return Rows(
        endpoint=endpoint,
        method="POST",
        path=lambda w: f"/o/{w.slug}/campaigns/{w.campaign.id}{rest}",
        allowed=ORGANISERS,
    )


def _goal_act(endpoint: str, rest: str) -> Rows:
    return Rows(
        endpoint=f"goals_organiser.{endpoint}",
        method="POST",
        path=lambda w: f"/o/{w.slug}/campaigns/{w.campaign.id}/goals/{w.goal.id}{rest}",
        allowed=ORGANISERS,
    )


def _kind_act(endpoint: str, rest: str) -> Rows:
    return Rows(
        endpoint=f"goals_organiser.{endpoint}",
        method="POST",
        path=lambda w: f"/o/{w.slug}/campaigns/goal-kinds/{w.own_kind.id}{rest}",
        allowed=ORGANISERS,
    )


ROWS = [
    Rows(
        endpoint="campaigns_calendar.show_calendar",
        path=lambda w: f"/o/{w.slug}/campaigns/calendar",
        allowed=ORGANISERS,
    ),
    *_both("campaign_turns.reopen", "/reopening"),
    *_both("campaign_turns.copy", "/copy"),
    _act("campaign_turns.archive", "/archive"),
    *_both("goals_organiser.new_goal", "/goals/new"),
    *page(
        "goals_organiser.edit_goal",
        lambda w: f"/o/{w.slug}/campaigns/{w.campaign.id}/goals/{w.goal.id}",
        ORGANISERS,
    ),
    _goal_act("put_first", "/first-place"),
    _goal_act("end_goal", "/end"),
    _goal_act("resume_goal", "/end/removal"),
    _goal_act("remove_goal", "/removal"),
    *page("goals_organiser.list_kinds", lambda w: f"/o/{w.slug}/campaigns/goal-kinds", ORGANISERS),
    *page(
        "goals_organiser.edit_kind",
        lambda w: f"/o/{w.slug}/campaigns/goal-kinds/{w.own_kind.id}",
        ORGANISERS,
    ),
    _kind_act("retire_kind", "/retirement"),
    _kind_act("restore_kind", "/retirement/removal"),
    Rows(
        endpoint="costs_organiser.list_costs",
        path=lambda w: f"/o/{w.slug}/campaigns/{w.campaign.id}/costs",
        allowed=ORGANISERS,
    ),
    *_both("costs_organiser.note_money", "/costs/money"),
    *_both("costs_organiser.note_hours", "/costs/hours"),
    *page(
        "costs_organiser.edit_cost",
        lambda w: f"/o/{w.slug}/campaigns/{w.campaign.id}/costs/{w.cost.id}",
        ORGANISERS,
    ),
    Rows(
        endpoint="costs_organiser.remove_cost",
        method="POST",
        path=lambda w: f"/o/{w.slug}/campaigns/{w.campaign.id}/costs/{w.cost.id}/removal",
        allowed=ORGANISERS,
    ),
]
