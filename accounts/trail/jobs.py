"""Background work of this room: verifying a trail that takes more than a moment."""

import uuid

from accounts.models import Organisation, User
from accounts.trail import operations
from core import jobs
from core.db import db


@jobs.job("verify_trail")
def verify_trail(task: jobs.Task) -> None:
    """Verify a trail for somebody who asked for it."""
    organisation = db.session.get_one(Organisation, task.subject_id)
    actor = db.session.get(User, uuid.UUID(str(task.arguments["actor"])))
    operations.verify(organisation, actor=actor)
