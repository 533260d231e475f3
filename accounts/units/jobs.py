"""Background work of this room: emptying a unit that is to go."""

import uuid

from accounts.models import Unit
from accounts.units.signals import unit_emptied
from core import jobs
from core.db import db

AT_A_TIME = 100


@jobs.job("remove_unit")
def remove_unit(task: jobs.Task) -> None:
    """Move what is in a unit to another one, some at a time, then delete it; again is fine."""
    moved = 0
    while unit := db.session.get(Unit, task.subject_id):
        wanted = str(task.arguments.get("to") or "")
        to = db.session.get(Unit, uuid.UUID(wanted)) if wanted else None
        now = sum(number for _who, number in unit_emptied.send(unit, to=to, limit=AT_A_TIME))
        if not now:
            db.session.delete(unit)
            db.session.commit()
            return
        moved += now
        task.progress(moved, moved)
