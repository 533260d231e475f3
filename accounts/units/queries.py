"""Reads about units."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from accounts.enums import RUNS_THE_PROGRAMME, Role
from accounts.models import Membership, Organisation, Unit, membership_unit
from accounts.units.signals import uses_asked
from core.db import db


@dataclass(frozen=True)
class Branch:
    """An area, or a unit outside any, with the units in it."""

    unit: Unit
    units: list[Unit] = field(default_factory=list)


@dataclass(frozen=True)
class InUse:
    """What is in a unit, in words, such as "12 ambassadors"."""

    label: str
    number: int


def units(organisation: Organisation) -> list[Unit]:
    """Return the units in their own order, those beside each other by name where that is equal."""
    return list(
        db.session.scalars(
            select(Unit)
            .where(Unit.organisation_id == organisation.id)
            .order_by(Unit.position, func.lower(Unit.name), Unit.id)
        )
    )


def tree(organisation: Organisation) -> list[Branch]:
    """Return the areas in order, each with its units."""
    found = units(organisation)
    branches = {unit.id: Branch(unit) for unit in found if unit.parent_id is None}
    for unit in found:
        if unit.parent_id is not None:
            branches[unit.parent_id].units.append(unit)
    return list(branches.values())


def narrowed(branches: list[Branch], search: str) -> list[Branch]:
    """Return what fits a search: an area that fits comes whole, else only its units that fit."""
    wanted = search.casefold()
    if not wanted:
        return branches
    found = []
    for branch in branches:
        inside = [unit for unit in branch.units if wanted in unit.name.casefold()]
        if wanted in branch.unit.name.casefold():
            found.append(branch)
        elif inside:
            found.append(Branch(branch.unit, inside))
    return found


def beside(unit: Unit) -> list[Unit]:
    """Return the units beside this one, itself included, in order."""
    return list(
        db.session.scalars(
            select(Unit)
            .where(
                Unit.organisation_id == unit.organisation_id,
                Unit.parent_id.is_not_distinct_from(unit.parent_id),
            )
            .order_by(Unit.position, func.lower(Unit.name), Unit.id)
        )
    )


def find_named(organisation: Organisation, name: str) -> Unit | None:
    """Return the unit with this name."""
    return db.session.scalar(
        select(Unit).where(Unit.organisation_id == organisation.id, Unit.name == name)
    )


def get(organisation: Organisation, unit_id: uuid.UUID) -> Unit:
    """Return one unit of the organisation; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Unit).where(Unit.organisation_id == organisation.id, Unit.id == unit_id)
    ).one()


def some(organisation: Organisation, unit_ids: list[uuid.UUID]) -> list[Unit]:
    """Return those of the organisation's units that are among ``unit_ids``."""
    wanted = (Unit.organisation_id == organisation.id, Unit.id.in_(unit_ids))
    return list(db.session.scalars(select(Unit).where(*wanted).order_by(Unit.name, Unit.id)))


def holds_units(unit: Unit) -> bool:
    """Say whether a unit is an area with others in it."""
    return db.session.scalar(select(Unit.id).where(Unit.parent_id == unit.id).limit(1)) is not None


def with_those_inside(unit_ids: list[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Return these units and all that are in them."""
    inside = db.session.scalars(
        select(Unit.id).where(Unit.parent_id.in_(unit_ids)).order_by(Unit.id)
    )
    return frozenset([*unit_ids, *inside])


def units_read_by(memberships: Iterable[Membership]) -> frozenset[uuid.UUID] | None:
    """Return the units somebody's reading is narrowed to, those in them too; None for all.

    Whoever runs the programme reads all, and so does a reader to whom no unit was given.
    """
    held = list(memberships)
    if any(one.role in RUNS_THE_PROGRAMME for one in held):
        return None
    readers = [one.id for one in held if one.role is Role.READER]
    given = list(
        db.session.scalars(
            select(membership_unit.c.unit_id)
            .where(membership_unit.c.membership_id.in_(readers))
            .order_by(membership_unit.c.unit_id)
        )
    )
    return with_those_inside(given) if given else None


def read_by_user(organisation: Organisation, user_id: uuid.UUID) -> Membership | None:
    """Return the reader's role of somebody here with the units it is narrowed to."""
    return db.session.scalar(
        select(Membership)
        .where(
            Membership.organisation_id == organisation.id,
            Membership.user_id == user_id,
            Membership.role == Role.READER,
        )
        .options(selectinload(Membership.units))
    )


def is_all_of_somebodys(unit: Unit) -> bool:
    """Say whether a reader reads this unit and no other, and without it would read all."""
    here = select(membership_unit.c.membership_id).where(membership_unit.c.unit_id == unit.id)
    others = (
        select(membership_unit.c.membership_id)
        .where(membership_unit.c.membership_id.in_(here))
        .group_by(membership_unit.c.membership_id)
        .having(func.count() == 1)
    )
    return db.session.execute(others.limit(1)).first() is not None


def uses(organisation: Organisation) -> dict[uuid.UUID, list[InUse]]:
    """Return what is in each unit, as the rooms that know of it tell."""
    found: dict[uuid.UUID, list[InUse]] = {}
    for _receiver, use in uses_asked.send(organisation.id):
        for unit_id, number in use.numbers.items():
            found.setdefault(unit_id, []).append(InUse(str(use.label), number))
    return {unit_id: sorted(held, key=lambda one: one.label) for unit_id, held in found.items()}
