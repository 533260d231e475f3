"""Background work of this room: verifying a trail that takes more than a moment."""

import uuid

from accounts.enums import Role
from accounts.models import Organisation, User
from accounts.queries import memberships_in
from accounts.trail import operations
from core import jobs
from core.db import db


@jobs.job("verify_trail")
def verify_trail(task: jobs.Task) -> None:
    """Verify a trail for an owner who asked for it and still is one."""
    organisation = db.session.get_one(Organisation, task.subject_id)
    actor = db.session.get(User, uuid.UUID(str(task.arguments["actor"])))
    held = memberships_in(actor, organisation.slug) if actor and actor.active else []
    if any(one.role is Role.OWNER for one in held):
        operations.verify(organisation, actor=actor)
