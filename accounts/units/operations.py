"""Writes of units. Callers commit."""

from collections.abc import Iterable, Sequence

from accounts import audit, sessions
from accounts.models import Membership, Organisation, Unit, User
from accounts.units import queries
from accounts.units.errors import (
    HoldsUnits,
    NowhereToGo,
    StillRead,
    TwoLevelsOnly,
    UnitKnown,
)
from accounts.units.reading import Fate, UnitRow
from core import jobs
from core.db import db


def add_unit(
    organisation: Organisation, *, name: str, actor: User | None, parent: Unit | None = None
) -> Unit:
    """Add an area, campus, department or club. Raises UnitKnown and TwoLevelsOnly."""
    audit.lock(organisation)
    if queries.find_named(organisation, name):
        raise UnitKnown
    if parent and parent.parent_id:
        raise TwoLevelsOnly
    unit = Unit(
        organisation=organisation,
        name=name,
        parent_id=parent.id if parent else None,
        position=_last(organisation, parent) + 1,
    )
    db.session.add(unit)
    audit.record(
        organisation, actor=actor, action="unit_added", subject=unit,
        after={"name": name, **_parent(parent)},
    )  # fmt: skip
    return unit


def _last(organisation: Organisation, parent: Unit | None) -> int:
    parent_id = parent.id if parent else None
    beside = (u.position for u in queries.units(organisation) if u.parent_id == parent_id)
    return max(beside, default=0)


def _parent(parent: Unit | None) -> dict[str, str]:
    return {"parent": parent.name} if parent else {}


def change_unit(unit: Unit, *, name: str, parent: Unit | None, actor: User | None) -> None:
    """Give a unit another name or another area. Raises UnitKnown, TwoLevelsOnly, HoldsUnits."""
    audit.lock(unit.organisation)
    same = queries.find_named(unit.organisation, name)
    if same and same is not unit:
        raise UnitKnown
    if name != unit.name:
        audit.record(
            unit.organisation, actor=actor, action="unit_renamed", subject=unit,
            before={"name": unit.name}, after={"name": name},
        )  # fmt: skip
        unit.name = name
    if (parent.id if parent else None) != unit.parent_id:
        _move(unit, parent, actor=actor)


def _move(unit: Unit, parent: Unit | None, *, actor: User | None) -> None:
    if parent and (parent.parent_id or parent.id == unit.id):
        raise TwoLevelsOnly
    if parent and queries.holds_units(unit):
        raise TwoLevelsOnly
    old = db.session.get(Unit, unit.parent_id) if unit.parent_id else None
    position = _last(unit.organisation, parent) + 1
    unit.parent_id, unit.position = parent.id if parent else None, position
    audit.record(
        unit.organisation, actor=actor, action="unit_moved", subject=unit,
        before=_parent(old), after=_parent(parent),
    )  # fmt: skip


def shift(unit: Unit, *, up: bool) -> None:
    """Let a unit change places with the one before or after it."""
    row = queries.beside(unit)
    here = row.index(unit)
    there = here - 1 if up else here + 1
    if 0 <= there < len(row):
        row[here], row[there] = row[there], row[here]
    for position, one in enumerate(row):
        one.position = position


def remove_unit(unit: Unit, *, to: Unit | None, is_decided: bool, actor: User | None) -> bool:
    """Remove a unit, or have the worker empty it first into ``to``; say whether it is gone now.

    Raises HoldsUnits, StillRead, and NowhereToGo while it is in use and nothing was decided.
    """
    if queries.holds_units(unit):
        raise HoldsUnits
    if queries.is_all_of_somebodys(unit):
        raise StillRead
    in_use = unit.id in queries.uses(unit.organisation)
    if in_use and (not is_decided or to is unit):
        raise NowhereToGo
    audit.record(
        unit.organisation, actor=actor, action="unit_removed", subject=unit,
        before={"name": unit.name}, after={"to": to.name} if to else {},
    )  # fmt: skip
    if in_use:
        jobs.enqueue("remove_unit", subject_id=unit.id, to=str(to.id) if to else "")
    else:
        db.session.delete(unit)
    return not in_use


def narrow_reading(membership: Membership, units: Sequence[Unit], *, actor: User | None) -> None:
    """Let a results reader read these units only; none of them means all.

    Whoever may read more than before signs in anew, as with a new role.
    """
    before, after = set(membership.units), set(units)
    if before == after:
        return
    if before and not (after and after <= before):
        sessions.end_others(membership.user)
    membership.units = list(units)
    audit.record(
        membership.organisation, actor=actor, action="reading_narrowed", subject=membership.user,
        before={"units": sorted(unit.name for unit in before)},
        after={"units": sorted(unit.name for unit in after)},
    )  # fmt: skip


def bring_in(organisation: Organisation, rows: Iterable[UnitRow], *, actor: User | None) -> int:
    """Add the rows that are new, areas first, and return how many; the others change nothing."""
    audit.lock(organisation)  # sent twice at once, they are added once
    known = {unit.name.casefold(): unit for unit in queries.units(organisation)}
    new = [row for row in rows if row.fate is Fate.ADD and row.name.casefold() not in known]
    for row in sorted(new, key=lambda row: bool(row.parent)):
        parent = known.get(row.parent.casefold()) if row.parent else None
        known[row.name.casefold()] = _bring(organisation, row, parent, len(known))
    if new:
        audit.record(
            organisation, actor=actor, action="units_imported", subject=None,
            after={"units": len(new)},
        )  # fmt: skip
    return len(new)


def _bring(organisation: Organisation, row: UnitRow, parent: Unit | None, place: int) -> Unit:
    unit = Unit(
        organisation=organisation,
        name=row.name,
        parent_id=parent.id if parent else None,
        position=place,
    )
    db.session.add(unit)
    db.session.flush()  # those inside it need its id
    return unit
