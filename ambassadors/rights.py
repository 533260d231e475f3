"""Who may what at this moment: jobs ask again, since their starter may have been removed."""

from accounts import queries, second_step
from accounts.enums import Role
from accounts.models import Organisation, User

ORGANISING = frozenset({Role.OWNER, Role.ORGANISER})
READING = ORGANISING | {Role.READER}


def may_organise(user: User, organisation: Organisation) -> bool:
    """Say whether somebody is an organiser here now, with an account that is open."""
    return _holds(user, organisation, ORGANISING)


def may_read(user: User, organisation: Organisation) -> bool:
    """Say whether somebody reads results here now, with an account that is open."""
    return _holds(user, organisation, READING)


def _holds(user: User, organisation: Organisation, wanted: frozenset[Role]) -> bool:
    roles = frozenset(one.role for one in queries.memberships_in(user, organisation.slug))
    return bool(user.active and roles & wanted) and not second_step.is_owed(user, roles)
