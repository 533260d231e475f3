"""Whether totals of people, places and topics equal the posts and conversations that were logged.

Outcomes are proved by ``outcomes.recounting`` and groups by ``campaigns.recounting``.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import InstrumentedAttribute

from accounts.models import Organisation
from campaigns import recounting as groups
from campaigns.enums import Step
from campaigns.models import Campaign, CampaignDay, Participation, ParticipationWeek
from campaigns.posts import channels, talk_totals
from campaigns.posts.models import Conversation, Post
from campaigns.posts.queries import counting
from campaigns.results.ladder import monday_of
from core.db import count_up_all, db, table_of
from core.formats import local_date

AT_ONCE = 1_000
STEPS = (Step.POSTS, Step.CONVERSATIONS)
Deed = tuple[uuid.UUID, date]  # whose, and on which day of the organisation's zone
Total = tuple[Any, ...]  # of whom or which campaign, on which day or in which week, and what


def differing() -> list[uuid.UUID]:
    """Return the campaigns in which totals differ from what was logged.

    Totals of people, of their weeks and of days, of places and of topics. A thousand people are
    looked at at a time, for a season of a hundred thousand has millions of rows.
    """
    wrong, days = set[uuid.UUID](), Counter[Total]()
    for people in _some_people():
        theirs = {row.id: row for row in people}
        logged = Counter[Total]()
        for (part, day), step in _logged(theirs):
            days[theirs[part].campaign_id, day, step] += 1
            logged[part, None, step] += 1
            logged[part, monday_of(day), step] += 1
        kept = Counter(
            {(row.id, None, step): getattr(row, step) for row in people for step in STEPS}
        )
        kept.update(_kept(ParticipationWeek.participation_id, ParticipationWeek.monday, theirs))
        wrong |= {theirs[part].campaign_id for part, *_ in _unequal(kept, logged)}
    wrong |= {
        campaign for campaign, *_ in _unequal(_kept(CampaignDay.campaign_id, CampaignDay.day), days)
    }
    return sorted(wrong | channels.differing() | talk_totals.differing())


def _some_people() -> Iterator[Sequence[Any]]:
    """Yield people of all campaigns, with what is kept of each and the zone their days are of."""
    found = (
        select(
            Participation.id,
            Participation.campaign_id,
            Participation.posts,
            Participation.conversations,
            Organisation.timezone,
        )
        .join(Participation.campaign)
        .join(Campaign.organisation)
        .order_by(Participation.id)
    )
    yield from db.session.execute(found.execution_options(yield_per=AT_ONCE)).partitions()


def _logged(people: Mapping[uuid.UUID, Any]) -> Iterator[tuple[Deed, Step]]:
    """Yield what some people logged, one by one."""
    posts = select(Post.participation_id, Post.published_at).where(counting())
    for part, moment in db.session.execute(posts.where(Post.participation_id.in_(people))):
        yield (part, local_date(moment, people[part].timezone)), Step.POSTS
    talks = select(Conversation.participation_id, Conversation.happened_on)
    for part, day in db.session.execute(talks.where(Conversation.participation_id.in_(people))):
        yield (part, day), Step.CONVERSATIONS


def _kept(
    whose: InstrumentedAttribute[uuid.UUID],
    when: InstrumentedAttribute[date],
    ids: Iterable[uuid.UUID] | None = None,
) -> Counter[Total]:
    """Return the totals of people's weeks, or of campaigns' days."""
    numbers = [getattr(whose.class_, step) for step in STEPS]
    found = select(whose, when, *numbers)
    rows = db.session.execute(found if ids is None else found.where(whose.in_(ids)))
    return Counter(
        {
            (one, day, step): n
            for one, day, *each in rows
            for step, n in zip(STEPS, each, strict=True)
        }
    )


def _unequal(kept: Counter[Total], logged: Counter[Total]) -> set[Total]:
    return {total for total in kept.keys() | logged.keys() if kept[total] != logged[total]}


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
        weeks[part, monday_of(day)] += number
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
