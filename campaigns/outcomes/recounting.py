"""Whether the running totals equal the outcomes themselves; what does not is counted anew."""

import uuid
from collections import Counter
from datetime import timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, case, func, select, update

from accounts.models import Organisation
from campaigns import recounting as groups
from campaigns.enums import Step, Way
from campaigns.models import Campaign, CampaignDay, Goal, Participation, ParticipationWeek
from campaigns.outcomes.counting import ORDER, WAYS, Changes, Counts
from campaigns.outcomes.enums import Source
from campaigns.outcomes.models import GoalSource, Outcome
from campaigns.outcomes.operations import day_of
from campaigns.outcomes.standing import COUNTED
from core.db import db
from core.formats import local_date

Totals: TypeAlias = dict[tuple[Any, ...], tuple[int, ...]]
NOTHING = (0,) * len(ORDER)
AT_A_TIME = 2_000


def differing() -> list[uuid.UUID]:
    """Return the campaigns in which a total of outcomes differs from the outcomes."""
    by_person = _counted_by_person()
    pairs = (
        (_kept_by_person(), by_person),
        (_kept_by_way(), _counted_by_way()),
        (_kept_by_source(), _counted_by_source()),
        (_kept_by_persons_weeks(), by_person),
        *zip(_kept_in_time(), _counted_in_time(), strict=True),
    )
    return sorted(
        {
            key[0]
            for kept, counted in pairs
            for key in kept.keys() | counted.keys()
            if kept.get(key, NOTHING) != counted.get(key, NOTHING)
        }
    )


def _sums() -> list[ColumnElement[int]]:
    counting = ([stage for stage, steps in COUNTED.items() if step in steps] for step in ORDER)
    return [func.sum(case((Outcome.stage.in_(stages), 1), else_=0)) for stages in counting]


def _read(statement: Any) -> Totals:
    """Read rows of keys and then numbers; rows without any number are left out."""
    found: Totals = {}
    for row in db.session.execute(statement):
        numbers = tuple(int(number or 0) for number in row[-len(ORDER) :])
        if any(numbers):
            found[tuple(row[: -len(ORDER)])] = numbers
    return found


def _kept_by_person() -> Totals:
    return _read(
        select(
            Participation.campaign_id,
            Participation.id,
            Participation.sign_ups,
            Participation.confirmed,
        )
    )


def _counted_by_person() -> Totals:
    return _read(
        select(Goal.campaign_id, Outcome.participation_id, *_sums())
        .join(Outcome.goal)
        .where(Outcome.participation_id.is_not(None), Outcome.source != Source.NONE)
        .group_by(Goal.campaign_id, Outcome.participation_id)
    )


def _kept_by_way() -> Totals:
    ways = (getattr(Participation, way.value) for way in Way)
    return _read(select(Participation.campaign_id, Participation.id, *ways))


def _counted_by_way() -> Totals:
    """Count the sign-ups that no link or code leads to, in the order of ``Way``."""
    stands = Outcome.stage.in_([stage for stage in COUNTED if Step.SIGN_UPS in COUNTED[stage]])
    sources = [[source for source, one in WAYS.items() if one is way] for way in Way]
    sums = (func.sum(case((Outcome.source.in_(some), 1), else_=0)) for some in sources)
    return _read(
        select(Goal.campaign_id, Outcome.participation_id, *sums)
        .join(Outcome.goal)
        .where(Outcome.participation_id.is_not(None), Outcome.source.in_(WAYS), stands)
        .group_by(Goal.campaign_id, Outcome.participation_id)
    )


def _kept_by_source() -> Totals:
    return _read(
        select(
            Goal.campaign_id,
            GoalSource.goal_id,
            GoalSource.source,
            GoalSource.sign_ups,
            GoalSource.confirmed,
        ).join(Goal, Goal.id == GoalSource.goal_id)
    )


def _counted_by_source() -> Totals:
    return _read(
        select(Goal.campaign_id, Outcome.goal_id, Outcome.source, *_sums())
        .join(Outcome.goal)
        .group_by(Goal.campaign_id, Outcome.goal_id, Outcome.source)
    )


def _kept_by_persons_weeks() -> Totals:
    """Read what each person's weeks come to; which week it is, ``_kept_in_time`` looks at."""
    whose = (ParticipationWeek.campaign_id, ParticipationWeek.participation_id)
    sums = (func.sum(getattr(ParticipationWeek, step.value)) for step in ORDER)
    return _read(select(*whose, *sums).group_by(*whose))


def _kept_in_time() -> tuple[Totals, Totals]:
    """Return what is kept of each day of a campaign, and of each week of its people together."""
    of_days = (getattr(CampaignDay, step.value) for step in ORDER)
    of_weeks = (func.sum(getattr(ParticipationWeek, step.value)) for step in ORDER)
    week = (ParticipationWeek.campaign_id, ParticipationWeek.monday)
    return (
        _read(select(CampaignDay.campaign_id, CampaignDay.day, *of_days)),
        _read(select(*week, *of_weeks).group_by(*week)),
    )


def _counted_in_time() -> tuple[Totals, Totals]:
    """Count outcomes by day, and those that somebody brought by week, in the campaign's zone."""
    days, weeks = Counter[tuple[Any, ...]](), Counter[tuple[Any, ...]]()
    outcomes = (
        select(
            Goal.campaign_id,
            Organisation.timezone,
            Outcome.stage,
            Outcome.participation_id.is_not(None),
            Outcome.happened_at,
        )
        .join(Outcome.goal)
        .join(Goal.campaign)
        .join(Campaign.organisation)
        .where(Outcome.source != Source.NONE)
        .execution_options(yield_per=AT_A_TIME)
    )
    for campaign_id, zone, stage, is_somebodys, moment in db.session.execute(outcomes):
        day = local_date(moment, zone)
        for step in COUNTED[stage]:
            days[campaign_id, day, step] += 1
            weeks[campaign_id, day - timedelta(days=day.weekday()), step] += is_somebodys
    return _by_step(days), _by_step(weeks)


def _by_step(counted: Counter[tuple[Any, ...]]) -> Totals:
    """Put the numbers of the steps side by side; what has none is left out, as ``_read`` does."""
    found = {tuple(key): tuple(counted[*key, step] for step in ORDER) for *key, _step in counted}
    return {key: numbers for key, numbers in found.items() if any(numbers)}


def count_anew(campaign_id: uuid.UUID) -> None:
    """Set the totals of a campaign's outcomes to what its outcomes add up to; they stand still."""
    here = Participation.campaign_id == campaign_id
    taken = select(Participation.id).where(here).order_by(Participation.id).with_for_update()
    db.session.execute(taken).all()
    campaign = db.session.get_one(Campaign, campaign_id)
    empty = dict.fromkeys((step.value for step in ORDER), 0)
    for model in (Participation, ParticipationWeek, CampaignDay):
        ways = dict.fromkeys((way.value for way in Way), 0) if model is Participation else {}
        db.session.execute(
            update(model)
            .where(model.campaign_id == campaign_id)
            .values({**empty, **ways})
            .execution_options(synchronize_session=False)
        )
    for goal in campaign.goals:
        zeros = update(GoalSource).where(GoalSource.goal_id == goal.id).values(empty)
        db.session.execute(zeros.execution_options(synchronize_session=False))
        _count_goal(goal)
    groups.count_anew(campaign_id)


def _count_goal(goal: Goal) -> None:
    changes = Changes(goal)
    rows = db.session.execute(
        select(Outcome.stage, Outcome.source, Outcome.participation_id, Outcome.happened_at)
        .where(Outcome.goal_id == goal.id)
        .execution_options(yield_per=AT_A_TIME)
    )
    for stage, source, participation_id, happened_at in rows:
        changes.move(None, Counts(stage, source, participation_id), day_of(goal, happened_at))
    changes.write()
