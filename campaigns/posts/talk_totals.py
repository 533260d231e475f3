"""What a campaign's conversations were about, where they were and what they led to, in totals.

They are kept in step with the conversations themselves; ``results.recounting`` proves it each
night. What was not said is "".
"""

import uuid
from collections import Counter
from typing import NamedTuple

from sqlalchemy import Connection, delete, event, func, select
from sqlalchemy.orm import Mapper, attributes

from campaigns.models import Participation
from campaigns.posts.models import Conversation, TalkTotal
from core.db import count_up_all, db, insert_into, table_of, utcnow

KEYS = ["campaign_id", "topic", "place", "led_to"]


class Said(NamedTuple):
    """What was said of a conversation."""

    topic: str
    place: str
    led_to: str


def connect() -> None:
    """Start keeping step; connecting twice is harmless."""
    for moment, keep in (
        ("after_insert", _added),
        ("after_update", _changed),
        ("before_delete", _deleted),
    ):
        if not event.contains(Conversation, moment, keep):
            event.listen(Conversation, moment, keep)


def _added(_mapper: Mapper[Conversation], connection: Connection, talk: Conversation) -> None:
    _count(connection, talk.participation_id, Counter({_now(talk): 1}))


def _changed(_mapper: Mapper[Conversation], connection: Connection, talk: Conversation) -> None:
    was = said_of(*(_was(talk, name) for name in Said._fields))
    if was != _now(talk):
        _count(connection, talk.participation_id, Counter({was: -1, _now(talk): 1}))


def _deleted(_mapper: Mapper[Conversation], connection: Connection, talk: Conversation) -> None:
    _count(connection, talk.participation_id, Counter({_now(talk): -1}))


def take_back(talk: Conversation, was: Said) -> None:
    """Count a conversation out whose row a statement has deleted, with what it said at last."""
    _count(db.session.connection(), talk.participation_id, Counter({was: -1}))


def said_of(*values: str | None) -> Said:
    """Return what was said, as totals are known by it."""
    return Said(*(str(value or "") for value in values))


def _now(talk: Conversation) -> Said:
    return said_of(talk.topic, talk.place, talk.led_to)


def _was(talk: Conversation, name: str) -> str | None:
    changed = attributes.get_history(talk, name)
    before: str | None = changed.deleted[0] if changed.deleted else getattr(talk, name)
    return before


def _count(connection: Connection, participation_id: uuid.UUID, by: Counter[Said]) -> None:
    """Add to a campaign's totals, making a row where one is absent."""
    table = table_of(TalkTotal)
    here = select(Participation.campaign_id).where(Participation.id == participation_id)
    campaign_id = connection.execute(here).scalar_one()
    for said, number in sorted(by.items()):
        values = {"campaign_id": campaign_id, **said._asdict(), "talks": number}
        row = insert_into(table).values({"id": uuid.uuid4(), "created_at": utcnow(), **values})
        raised = {"talks": table.c.talks + number}
        connection.execute(row.on_conflict_do_update(index_elements=KEYS, set_=raised))


def differing() -> set[uuid.UUID]:
    """Return the campaigns in which a total differs from its conversations."""
    columns = (TalkTotal.campaign_id, TalkTotal.topic, TalkTotal.place, TalkTotal.led_to)
    kept = {
        (campaign_id, Said(*said), talks)
        for campaign_id, *said, talks in db.session.execute(
            select(*columns, TalkTotal.talks).where(TalkTotal.talks != 0)
        )
    }
    return {campaign_id for campaign_id, *_ in kept ^ set(_counted())}


def _counted(campaign_id: uuid.UUID | None = None) -> list[tuple[uuid.UUID, Said, int]]:
    columns = (Conversation.topic, Conversation.place, Conversation.led_to)
    rows = (
        select(Participation.campaign_id, *columns, func.count())
        .join(Conversation.participation)
        .group_by(Participation.campaign_id, *columns)
    )
    if campaign_id is not None:
        rows = rows.where(Participation.campaign_id == campaign_id)
    return [(one, said_of(*said), number) for one, *said, number in db.session.execute(rows)]


def hold(campaign_id: uuid.UUID) -> None:
    """Let a campaign's totals stand still, before anything else is taken."""
    here = select(TalkTotal.id).where(TalkTotal.campaign_id == campaign_id)
    order = (TalkTotal.topic, TalkTotal.place, TalkTotal.led_to)
    db.session.execute(here.order_by(*order).with_for_update()).all()


def count_anew(campaign_id: uuid.UUID) -> None:
    """Set a campaign's totals to what its conversations add up to."""
    here = delete(TalkTotal).where(TalkTotal.campaign_id == campaign_id)
    db.session.execute(here.execution_options(synchronize_session=False))
    found = [
        {"campaign_id": one, **said._asdict(), "talks": number}
        for one, said, number in _counted(campaign_id)
    ]
    count_up_all(table_of(TalkTotal), KEYS, ["talks"], found)
