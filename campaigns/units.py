"""The totals of a campaign's units, kept in step with the people in them.

Whoever takes part counts in the unit they belong to now: who moves to another unit takes their
numbers along. Every write first takes the rows of the people it is about, then those of the units,
so that a move and a count never miss each other. ``campaigns.recounting`` proves it each night.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, Connection, bindparam, event, literal, select, update
from sqlalchemy.orm import Mapper, Session, UOWTransaction, attributes

from ambassadors.models import Ambassador
from campaigns.enums import Step
from campaigns.models import WITH_UNIT, WITHOUT_UNIT, CampaignUnit, Participation
from core.db import db, insert_into, table_of, utcnow

COUNTED = (Step.CONVERSATIONS, Step.SIGN_UPS, Step.CONFIRMED)
NUMBERS = ("ambassadors", *COUNTED)


def connect() -> None:
    """Start keeping step; connecting twice is harmless."""
    if not event.contains(Session, "after_flush", _take_in):  # a session would call it twice
        event.listen(Session, "after_flush", _take_in)
    event.listen(Participation, "before_delete", _let_go)
    event.listen(Ambassador, "before_update", _move)


def count(step: Step, by_participation: Mapping[uuid.UUID, int]) -> None:
    """Add to the units of some participations, whose own rows the caller has changed already."""
    if step not in COUNTED or not by_participation:
        return
    totals, people, parts = (table_of(model) for model in (CampaignUnit, Ambassador, Participation))
    whose = parts.c.id == bindparam("part")
    unit = (
        select(people.c.unit_id)
        .join(parts, parts.c.ambassador_id == people.c.id)
        .where(whose)
        .scalar_subquery()
    )
    db.session.execute(
        update(totals)
        .where(
            totals.c.campaign_id == select(parts.c.campaign_id).where(whose).scalar_subquery(),
            totals.c.unit_id.is_not_distinct_from(unit),
        )
        .values({step.value: totals.c[step.value] + bindparam("more")}),
        [{"part": part, "more": by} for part, by in sorted(by_participation.items())],
    )


def _take_in(session: Session, _context: UOWTransaction) -> None:
    """Count those who are new in their units, with whatever they bring along."""
    parts = [one for one in session.new if isinstance(one, Participation)]
    if not parts:
        return
    connection = session.connection()
    units = _units_of(connection, [part.ambassador_id for part in parts])
    brought: dict[tuple[uuid.UUID, uuid.UUID | None], Counter[str]] = defaultdict(Counter)
    for part in parts:
        sums = brought[part.campaign_id, units[part.ambassador_id]]
        sums.update(
            {"ambassadors": 1, **{step.value: getattr(part, step.value) for step in COUNTED}}
        )
    for (campaign_id, unit_id), sums in sorted(brought.items(), key=str):
        add(connection, campaign_id, unit_id, sums)


def _let_go(_mapper: Mapper[Participation], connection: Connection, part: Participation) -> None:
    """Count somebody out, with what they brought."""
    unit_id = _unit_of(connection, part.ambassador_id)
    rows = table_of(Participation).c
    for campaign_id, numbers in _numbers(connection, rows.id == part.id):
        add(connection, campaign_id, unit_id, _negative(numbers))


def _move(_mapper: Mapper[Ambassador], connection: Connection, ambassador: Ambassador) -> None:
    """Let an ambassador take their numbers along to another unit, in every campaign."""
    if not attributes.get_history(ambassador, "unit_id").has_changes():
        return
    before = _unit_of(connection, ambassador.id)
    if before == ambassador.unit_id:
        return
    rows = table_of(Participation).c
    for campaign_id, numbers in _numbers(connection, rows.ambassador_id == ambassador.id):
        add(connection, campaign_id, before, _negative(numbers))
        add(connection, campaign_id, ambassador.unit_id, numbers)


def _numbers(
    connection: Connection, whose: ColumnElement[bool]
) -> list[tuple[uuid.UUID, dict[str, int]]]:
    """Return, by campaign, what counts for some participations; it stands still from now on."""
    rows = table_of(Participation).c
    found = connection.execute(
        select(rows.campaign_id, literal(1).label("ambassadors"), *(rows[s.value] for s in COUNTED))
        .where(whose)
        .order_by(rows.campaign_id)
        .with_for_update()
    )
    return [(row["campaign_id"], {name: row[name] for name in NUMBERS}) for row in found.mappings()]


def _negative(numbers: Mapping[str, int]) -> dict[str, int]:
    return {name: -number for name, number in numbers.items()}


def _unit_of(connection: Connection, ambassador_id: uuid.UUID) -> uuid.UUID | None:
    """Return an ambassador's unit; nobody moves them until the transaction ends."""
    return _units_of(connection, [ambassador_id])[ambassador_id]


def _units_of(
    connection: Connection, ambassadors: Collection[uuid.UUID]
) -> dict[uuid.UUID, uuid.UUID | None]:
    """Return the units of some ambassadors; nobody moves them until the transaction ends."""
    people = table_of(Ambassador).c
    found = connection.execute(
        select(people.id, people.unit_id)
        .where(people.id.in_(ambassadors))
        .order_by(people.id)
        .with_for_update(key_share=True)
    )
    return {row.id: row.unit_id for row in found}


def add(
    connection: Connection,
    campaign_id: uuid.UUID,
    unit_id: uuid.UUID | None,
    numbers: Mapping[str, int],
) -> None:
    """Add to a unit's row in a campaign, making the row when it is absent."""
    totals = table_of(CampaignUnit)
    values = {"id": uuid.uuid4(), "created_at": utcnow(), "campaign_id": campaign_id}
    row = insert_into(totals).values({**values, "unit_id": unit_id, **numbers})
    connection.execute(
        row.on_conflict_do_update(
            index_elements=["campaign_id"] if unit_id is None else ["campaign_id", "unit_id"],
            index_where=WITHOUT_UNIT if unit_id is None else WITH_UNIT,
            set_={name: totals.c[name] + by for name, by in numbers.items()},
        )
    )
