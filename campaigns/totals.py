"""The running totals: one call per cause, in the cause's own transaction."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, case, func, update

from campaigns import groups
from campaigns.enums import Step, Way
from campaigns.models import CampaignDay, Participation, ParticipationWeek
from campaigns.signals import deed_counted
from core.db import count_up, count_up_all, db, table_of

OWN_DEEDS = frozenset({Step.POSTS, Step.CONVERSATIONS})


def count(
    *,
    campaign_id: uuid.UUID,
    participation_id: uuid.UUID | None,
    step: Step,
    day: date,
    by: int = 1,
) -> None:
    """Add ``by`` (negative takes back) to a campaign's day and to one ambassador's totals.

    ``day`` is a date in the organisation's zone. Without a participation (somebody who came by
    themselves) only the campaign is counted.
    """
    column = step.value
    days, weeks = table_of(CampaignDay), table_of(ParticipationWeek)
    count_up(days, {"campaign_id": campaign_id, "day": day}, {column: by})
    if participation_id is None:
        return
    changes: dict[str, object] = {column: Participation.__table__.c[column] + by}
    if step in OWN_DEEDS and by > 0:
        seen = func.coalesce(Participation.last_active_on, day)
        changes["last_active_on"] = case((seen < day, day), else_=seen)
    db.session.execute(
        update(Participation).where(Participation.id == participation_id).values(changes)
    )
    monday = day - timedelta(days=day.weekday())
    keys = {"participation_id": participation_id, "monday": monday}
    count_up(weeks, keys, {column: by}, also={"campaign_id": campaign_id})
    groups.count(column, {participation_id: by})
    if step in OWN_DEEDS:
        deed_counted.send(None, participation_id=participation_id, step=step, day=day, by=by)


class Cause(NamedTuple):
    """So many of one step, on one day of the organisation's zone, by one ambassador."""

    campaign_id: uuid.UUID
    participation_id: uuid.UUID
    day: date
    by: int


def count_all(step: Step, causes: Iterable[Cause]) -> None:
    """Do what ``count`` does for many causes at once; for steps that are no own deed."""
    count_steps({step: causes})


def count_steps(by_step: Mapping[Step, Iterable[Cause]]) -> None:
    """Do what ``count_all`` does for several steps, each row of a total written once."""
    columns = [step.value for step in by_step]
    nothing = dict.fromkeys(columns, 0)
    days: dict[tuple[uuid.UUID, date], dict[str, int]] = defaultdict(nothing.copy)
    weeks: dict[tuple[uuid.UUID, uuid.UUID, date], dict[str, int]] = defaultdict(nothing.copy)
    people: dict[str, Counter[uuid.UUID]] = {column: Counter() for column in columns}
    for step, causes in by_step.items():
        column = step.value
        for campaign_id, participation_id, day, by in causes:
            days[campaign_id, day][column] += by
            people[column][participation_id] += by
            monday = day - timedelta(days=day.weekday())
            weeks[campaign_id, participation_id, monday][column] += by
    by_day = [{"campaign_id": key[0], "day": key[1], **days[key]} for key in sorted(days)]
    count_up_all(table_of(CampaignDay), ["campaign_id", "day"], columns, by_day)
    for column in columns:
        _raise_people(column, people[column])
    by_week: list[dict[str, object]] = [
        {"campaign_id": key[0], "participation_id": key[1], "monday": key[2], **weeks[key]}
        for key in sorted(weeks)
    ]
    count_up_all(table_of(ParticipationWeek), ["participation_id", "monday"], columns, by_week)
    for column in columns:
        groups.count(column, people[column])


def count_ways(way: Way, people: Counter[uuid.UUID]) -> None:
    """Note how we know of sign-ups that ``count_all`` counts; each of people and their groups."""
    _raise_people(way.value, people)
    groups.count(way.value, people)


def _raise_people(column: str, people: Counter[uuid.UUID]) -> None:
    if not people:
        return
    table = table_of(Participation)
    raised = {column: table.c[column] + bindparam("more")}
    db.session.execute(
        update(table).where(table.c.id == bindparam("person")).values(raised),
        [{"person": person, "more": by} for person, by in sorted(people.items())],
    )
