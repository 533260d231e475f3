"""Reads about units."""

import uuid
from dataclasses import dataclass, field

from sqlalchemy import func, select

from accounts.models import Organisation, Unit
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


def uses(organisation: Organisation) -> dict[uuid.UUID, list[InUse]]:
    """Return what is in each unit, as the rooms that know of it tell."""
    found: dict[uuid.UUID, list[InUse]] = {}
    for _receiver, use in uses_asked.send(organisation.id):
        for unit_id, number in use.numbers.items():
            found.setdefault(unit_id, []).append(InUse(str(use.label), number))
    return found
