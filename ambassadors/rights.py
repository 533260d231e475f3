"""Who is an organiser at this moment: jobs ask again, since their starter may have been removed."""

from accounts import queries, second_step
from accounts.enums import Role
from accounts.models import Organisation, User

ORGANISING = frozenset({Role.OWNER, Role.ORGANISER})


def may_organise(user: User, organisation: Organisation) -> bool:
    """Say whether somebody is an organiser here now, with an account that is open."""
    roles = frozenset(one.role for one in queries.memberships_in(user, organisation.slug))
    return bool(user.active and roles & ORGANISING) and not second_step.is_owed(user, roles)
