"""The totals of a campaign's groups, kept in step with the people in them.

A group is those of one cohort, unit and function. Whoever takes part counts in the group they
belong to now: who moves to another takes their numbers along. Every write first takes the rows of
the people it is about, then those of the groups, so that a move and a count never miss each other.
``campaigns.recounting`` proves it each night.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    delete,
    event,
    literal,
    select,
    update,
)
from sqlalchemy.orm import Mapper, Session, UOWTransaction, attributes

from ambassadors.models import Ambassador
from campaigns.enums import Step, Way
from campaigns.models import WITH_UNIT, WITHOUT_UNIT, CampaignGroup, Participation
from core.db import db, insert_into, table_of, utcnow

COUNTED: tuple[str, ...] = (*(step.value for step in Step), *(way.value for way in Way))
NUMBERS = ("ambassadors", *COUNTED)
BELONGS = ("unit_id", "cohort_id", "function")
AT_ONCE = 5_000


class Place(NamedTuple):
    """Where somebody belongs: what a group is known by inside a campaign."""

    unit_id: uuid.UUID | None
    cohort_id: uuid.UUID
    function: str


Key = tuple[uuid.UUID, Place]  # the campaign, and a place in it


def connect() -> None:
    """Start keeping step; connecting twice is harmless."""
    if not event.contains(Session, "after_flush", _take_in):  # a session would call it twice
        event.listen(Session, "after_flush", _take_in)
    event.listen(Participation, "before_delete", _let_go)
    event.listen(Ambassador, "before_update", _move)


def count(column: str, by_participation: Mapping[uuid.UUID, int]) -> None:
    """Add to the groups of some participations, whose own rows the caller has changed already."""
    sums: Counter[Key] = Counter()
    for key, part in _keys_of(sorted(by_participation)):
        sums[key] += by_participation[part]
    totals = table_of(CampaignGroup).c
    changed = [
        {"campaign": campaign_id, **_bound(place), "more": by}
        for (campaign_id, place), by in sorted(sums.items(), key=str)
        if by
    ]
    if changed:
        db.session.execute(
            update(table_of(CampaignGroup))
            .where(totals.campaign_id == bindparam("campaign"), *_is_place())
            .values({column: totals[column] + bindparam("more")}),
            changed,
        )


def _keys_of(parts: Sequence[uuid.UUID]) -> Iterator[tuple[Key, uuid.UUID]]:
    people, rows, left = table_of(Ambassador).c, table_of(Participation).c, iter(parts)
    columns = (rows.id, rows.campaign_id, *(people[name] for name in BELONGS))
    belongs = select(*columns).where(people.id == rows.ambassador_id)
    while some := list(islice(left, AT_ONCE)):
        for part, campaign_id, *place in db.session.execute(belongs.where(rows.id.in_(some))):
            yield (campaign_id, Place(*place)), part


def _is_place() -> list[ColumnElement[bool]]:
    totals = table_of(CampaignGroup).c
    return [totals[name].is_not_distinct_from(bindparam(f"of_{name}")) for name in BELONGS]


def _bound(place: Place) -> dict[str, object]:
    return {f"of_{name}": value for name, value in place._asdict().items()}


def _take_in(session: Session, _context: UOWTransaction) -> None:
    """Count those who are new in their groups, with whatever they bring along."""
    parts = [one for one in session.new if isinstance(one, Participation)]
    if not parts:
        return
    connection = session.connection()
    places = _places_of(connection, [part.ambassador_id for part in parts])
    brought: dict[Key, Counter[str]] = defaultdict(Counter)
    for part in parts:
        sums = brought[part.campaign_id, places[part.ambassador_id]]
        sums.update({"ambassadors": 1, **{name: getattr(part, name) for name in COUNTED}})
    for (campaign_id, place), sums in sorted(brought.items(), key=str):
        add(connection, campaign_id, place, sums)


def _let_go(_mapper: Mapper[Participation], connection: Connection, part: Participation) -> None:
    """Count somebody out, with what they brought."""
    place = _places_of(connection, [part.ambassador_id])[part.ambassador_id]
    rows = table_of(Participation).c
    for campaign_id, numbers in _numbers(connection, rows.id == part.id):
        add(connection, campaign_id, place, _negative(numbers))
        _sweep(connection, campaign_id, place)


def _move(_mapper: Mapper[Ambassador], connection: Connection, ambassador: Ambassador) -> None:
    """Let an ambassador take their numbers along to another group, in every campaign."""
    if any(attributes.get_history(ambassador, name).has_changes() for name in BELONGS):
        after = Place(*(getattr(ambassador, name) for name in BELONGS))
        carry(connection, ambassador.id, after)


def carry(connection: Connection, ambassador_id: uuid.UUID, after: Place) -> None:
    """Take somebody's numbers over to another group."""
    before = _places_of(connection, [ambassador_id])[ambassador_id]
    if before == after:
        return
    rows = table_of(Participation).c
    for campaign_id, numbers in _numbers(connection, rows.ambassador_id == ambassador_id):
        add(connection, campaign_id, before, _negative(numbers))
        add(connection, campaign_id, after, numbers)
        _sweep(connection, campaign_id, before)


def _sweep(connection: Connection, campaign_id: uuid.UUID, place: Place) -> None:
    """Keep no group that nobody is in: its name may be what one person called their work."""
    totals = table_of(CampaignGroup)
    is_here = (totals.c.campaign_id == bindparam("campaign"), *_is_place())
    connection.execute(
        delete(totals).where(totals.c.ambassadors <= 0, *is_here),
        {"campaign": campaign_id, **_bound(place)},
    )


def forget_function(ambassadors: Collection[uuid.UUID]) -> None:
    """Let people who are being forgotten count where no function is named."""
    connection = db.session.connection()
    for person, place in sorted(_places_of(connection, ambassadors).items()):
        carry(connection, person, place._replace(function=""))


def _numbers(
    connection: Connection, whose: ColumnElement[bool]
) -> list[tuple[uuid.UUID, dict[str, int]]]:
    """Return, by campaign, what counts for some participations; it stands still from now on."""
    rows = table_of(Participation).c
    found = connection.execute(
        select(rows.campaign_id, literal(1).label("ambassadors"), *(rows[name] for name in COUNTED))
        .where(whose)
        .order_by(rows.campaign_id)
        .with_for_update()
    )
    return [(row["campaign_id"], {name: row[name] for name in NUMBERS}) for row in found.mappings()]


def _negative(numbers: Mapping[str, int]) -> dict[str, int]:
    return {name: -number for name, number in numbers.items()}


def _places_of(
    connection: Connection, ambassadors: Collection[uuid.UUID]
) -> dict[uuid.UUID, Place]:
    """Return where some ambassadors belong; nobody moves them until the transaction ends."""
    people = table_of(Ambassador).c
    wanted: Select[Any] = select(people.id, *(people[name] for name in BELONGS))
    found = connection.execute(
        wanted.where(people.id.in_(ambassadors)).order_by(people.id).with_for_update(key_share=True)
    )
    return {person: Place(*place) for person, *place in found}


def add(
    connection: Connection, campaign_id: uuid.UUID, place: Place, numbers: Mapping[str, int]
) -> None:
    """Add to a group's row in a campaign, making the row when it is absent."""
    totals = table_of(CampaignGroup)
    values = {"id": uuid.uuid4(), "created_at": utcnow(), "campaign_id": campaign_id}
    row = insert_into(totals).values({**values, **place._asdict(), **numbers})
    has_unit = place.unit_id is not None
    connection.execute(
        row.on_conflict_do_update(
            index_elements=["campaign_id", *BELONGS]
            if has_unit
            else ["campaign_id", "cohort_id", "function"],
            index_where=WITH_UNIT if has_unit else WITHOUT_UNIT,
            set_={name: totals.c[name] + by for name, by in numbers.items()},
        )
    )
