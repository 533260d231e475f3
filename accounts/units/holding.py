"""How a room above says that some of its things belong to units."""

import uuid

from flask_babel import LazyString
from sqlalchemy import func, select

from accounts.models import Unit
from accounts.units.signals import Use, unit_emptied, uses_asked
from core.db import Base, db, table_of

_held: set[type[Base]] = set()


def hold(model: type[Base], label: LazyString) -> None:
    """Count the rows of ``model`` in each unit, and move them when a unit goes; again is harmless.

    They move one by one, through the session, since totals are kept in step with each.
    """
    if model in _held:
        return
    _held.add(model)
    unit_id = table_of(model).c.unit_id

    def used(organisation_id: uuid.UUID) -> Use:
        rows = db.session.execute(
            select(unit_id, func.count())
            .join(Unit, Unit.id == unit_id)
            .where(Unit.organisation_id == organisation_id)
            .group_by(unit_id)
            .order_by(unit_id)
        )
        return Use(label, {row[0]: row[1] for row in rows})

    def emptied(unit: Unit, to: Unit | None, limit: int) -> int:
        statement = select(model).where(unit_id == unit.id).order_by(model.id).limit(limit)
        things = list(db.session.scalars(statement))
        for thing in things:
            setattr(thing, "unit_id", to.id if to else None)  # noqa: B010 -- each such model has one
        db.session.flush()
        return len(things)

    uses_asked.connect(used, weak=False)
    unit_emptied.connect(emptied, weak=False)
