"""Whether totals of people, places and topics equal the posts and conversations that were logged.

Outcomes are proved by ``outcomes.recounting`` and groups by ``campaigns.recounting``.
"""

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import Select, bindparam, func, select, update

from campaigns import recounting as groups
from campaigns.enums import Step
from campaigns.models import Campaign, CampaignDay, Participation, ParticipationWeek
from campaigns.posts import channels, talk_totals
from campaigns.posts.models import Conversation, Post
from campaigns.posts.queries import counting
from core.db import count_up_all, db, table_of
from core.formats import local_date

POSTS = select(Post.participation_id, func.count()).where(counting())
TALKS = select(Conversation.participation_id, func.count())
Deed = tuple[uuid.UUID, date]  # whose, and on which day of the organisation's zone


def differing() -> list[uuid.UUID]:
    """Return the campaigns in which totals of people or of places differ from what was logged."""
    posts = _by_person(POSTS.group_by(Post.participation_id))
    talks = _by_person(TALKS.group_by(Conversation.participation_id))
    kept = db.session.execute(
        select(
            Participation.campaign_id,
            Participation.id,
            Participation.posts,
            Participation.conversations,
        )
    )
    of_people = {
        campaign_id
        for campaign_id, part, *numbers in kept
        if numbers != [posts.get(part, 0), talks.get(part, 0)]
    }
    return sorted(of_people | channels.differing() | talk_totals.differing())


def _by_person(found: Select[uuid.UUID, int]) -> dict[uuid.UUID, int]:
    return {part: number for part, number in db.session.execute(found)}  # noqa: C416 -- rows


def count_anew(campaign_id: uuid.UUID) -> None:
    """Set what people logged in a campaign to what their rows add up to; they stand still."""
    channels.hold(campaign_id)
    talk_totals.hold(campaign_id)
    here = Participation.campaign_id == campaign_id
    taken = select(Participation.id).where(here).order_by(Participation.id).with_for_update()
    db.session.execute(taken).all()
    for model in (Participation, ParticipationWeek, CampaignDay):
        nothing = update(model).where(model.campaign_id == campaign_id)
        db.session.execute(
            nothing.values(posts=0, conversations=0).execution_options(synchronize_session=False)
        )
    _write(campaign_id, Step.POSTS, Counter(_posts(campaign_id)))
    _write(campaign_id, Step.CONVERSATIONS, Counter(_talks(campaign_id)))
    channels.count_anew(campaign_id)
    talk_totals.count_anew(campaign_id)
    groups.count_anew(campaign_id)


def _posts(campaign_id: uuid.UUID) -> Iterator[Deed]:
    zone = db.session.get_one(Campaign, campaign_id).organisation.timezone
    rows = db.session.execute(
        select(Post.participation_id, Post.published_at).where(
            Post.campaign_id == campaign_id, counting()
        )
    )
    return ((part, local_date(moment, zone)) for part, moment in rows)


def _talks(campaign_id: uuid.UUID) -> Iterator[Deed]:
    rows = db.session.execute(
        select(Conversation.participation_id, Conversation.happened_on)
        .join(Conversation.participation)
        .where(Participation.campaign_id == campaign_id)
    )
    return ((part, day) for part, day in rows)


def _write(campaign_id: uuid.UUID, step: Step, deeds: Counter[Deed]) -> None:
    column, people, days = step.value, Counter[uuid.UUID](), Counter[date]()
    weeks = Counter[Deed]()
    for (part, day), number in deeds.items():
        people[part] += number
        days[day] += number
        weeks[part, day - timedelta(days=day.weekday())] += number
    here = {"campaign_id": campaign_id}
    of_days = [{**here, "day": day, column: number} for day, number in sorted(days.items())]
    count_up_all(table_of(CampaignDay), ["campaign_id", "day"], [column], of_days)
    of_weeks = [
        {**here, "participation_id": part, "monday": monday, column: number}
        for (part, monday), number in sorted(weeks.items())
    ]
    keys = ["participation_id", "monday"]
    count_up_all(table_of(ParticipationWeek), keys, [column], of_weeks)
    table = table_of(Participation)
    if people:
        db.session.execute(
            update(table)
            .where(table.c.id == bindparam("person"))
            .values({column: bindparam("number")}),
            [{"person": part, "number": number} for part, number in sorted(people.items())],
        )
