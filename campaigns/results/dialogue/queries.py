"""Reads about dialogue: numbers of campaigns, and never of a person."""

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import ColumnElement, func, select

from ambassadors.messages.enums import IdeaKind
from ambassadors.messages.models import Idea
from campaigns.models import Participation
from campaigns.outcomes.events.enums import Impression, Verdict
from campaigns.outcomes.events.models import Event, EventImpression
from campaigns.posts.enums import ConversationPlace, ConversationTopic, LedTo
from campaigns.posts.models import Conversation, TalkTotal
from campaigns.posts.talk_totals import Said, said_of
from campaigns.results.part import in_units
from core.db import db
from core.kept_counts import kept

KEPT_FOR = 60.0
Units = Collection[uuid.UUID] | None
Cells = dict[Said, int]


@dataclass(frozen=True, kw_only=True)
class Talked:
    """How many conversations there were, and of those of which it was said: about what, where,
    and what came of them."""

    number: int
    topics: dict[ConversationTopic, int]
    places: dict[ConversationPlace, int]
    led_to: dict[LedTo, int]


@dataclass(frozen=True, kw_only=True)
class Questions:
    """Questions to the organisation: how many, how many wait and since when, and how long others
    waited."""

    number: int
    from_talks: int
    waiting: int
    oldest: datetime | None
    answered: int
    usual_wait: timedelta | None


def talked_in(campaign_ids: Sequence[uuid.UUID], units: Units = None) -> Talked:
    """Return what conversations in some campaigns were, of some units' people or of all."""
    cells = _whole(campaign_ids) if units is None else _of_units(campaign_ids, units)
    return Talked(
        number=sum(cells.values()),
        topics={ConversationTopic(one): number for one, number in _most_first(cells, 0)},
        places={ConversationPlace(one): number for one, number in _most_first(cells, 1)},
        led_to={LedTo(one): number for one, number in _most_first(cells, 2)},
    )


def _whole(campaign_ids: Sequence[uuid.UUID]) -> Cells:
    """Return the running totals of some campaigns, added up."""
    columns = (TalkTotal.topic, TalkTotal.place, TalkTotal.led_to)
    rows = db.session.execute(
        select(*columns, func.sum(TalkTotal.talks))
        .where(TalkTotal.campaign_id.in_(campaign_ids))
        .group_by(*columns)
    )
    return {Said(*said): int(number) for *said, number in rows}


def _of_units(campaign_ids: Sequence[uuid.UUID], units: Collection[uuid.UUID]) -> Cells:
    """Return the same of some units' people; among thousands up to a minute old."""

    def count() -> Cells:
        columns = (Conversation.topic, Conversation.place, Conversation.led_to)
        rows = db.session.execute(
            select(*columns, func.count())
            .join(Conversation.participation)
            .join(Participation.ambassador)
            .where(Participation.campaign_id.in_(campaign_ids), *in_units(units))
            .group_by(*columns)
        )
        return {said_of(*said): number for *said, number in rows}

    key = ("talked", tuple(campaign_ids), frozenset(units))
    return kept(key, count, lambda found: sum(found.values()), seconds=KEPT_FOR)


def _most_first(cells: Cells, place: int) -> list[tuple[str, int]]:
    sums: Counter[str] = Counter()
    for said, number in cells.items():
        sums[said[place]] += number
    return sorted(
        ((one, number) for one, number in sums.items() if one and number),
        key=lambda one: (-one[1], one[0]),
    )


def questions_in(campaign_ids: Sequence[uuid.UUID], units: Units = None) -> Questions:
    """Return how questions from those who take part in some campaigns have been answered."""
    takes_part = (
        select(Participation.id)  # looked up for each of the few who ask, not listed for all
        .where(
            Participation.ambassador_id == Idea.ambassador_id,
            Participation.campaign_id.in_(campaign_ids),
        )
        .exists()
    )
    who: list[ColumnElement[bool]] = [takes_part, *in_units(units)]
    rows = db.session.execute(
        select(Idea.created_at, Idea.answered_at, Conversation.id)
        .join(Idea.ambassador)
        .outerjoin(Conversation, Conversation.idea_id == Idea.id)
        .where(Idea.kind == IdeaKind.QUESTION, *who)
        .order_by(Idea.created_at, Idea.id)
    ).all()
    waiting = [asked for asked, answered, _talk in rows if answered is None]
    waits = [(answered - asked).total_seconds() for asked, answered, _talk in rows if answered]
    return Questions(
        number=len(rows),
        from_talks=sum(talk is not None for *_, talk in rows),
        waiting=len(waiting),
        oldest=min(waiting, default=None),
        answered=len(waits),
        usual_wait=timedelta(seconds=median(waits)) if waits else None,
    )


def impressions_in(
    campaign_ids: Sequence[uuid.UUID],
) -> dict[Impression, dict[Verdict, int]]:
    """Return what guests at the campaigns' events said of them afterwards, from the totals."""
    rows = db.session.execute(
        select(EventImpression.question, EventImpression.verdict, func.sum(EventImpression.number))
        .join(Event, Event.id == EventImpression.event_id)
        .where(Event.campaign_id.in_(campaign_ids))
        .group_by(EventImpression.question, EventImpression.verdict)
    )
    found: dict[Impression, dict[Verdict, int]] = {}
    for question, verdict, number in rows:
        found.setdefault(question, {})[verdict] = int(number)
    return found
