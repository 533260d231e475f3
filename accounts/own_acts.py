"""What somebody does with their own account, on the trail of every organisation they work for.

An account belongs to its person and to no organisation. But who has a role somewhere acts there
with it, so each of those organisations sees when it was signed in to and what guards it. Somebody
without a role, such as an ambassador, is on no trail: that is nobody's business but their own.
"""

from typing import Any

from accounts import audit, queries
from accounts.models import User


def record(
    user: User, action: str, *, by_themselves: bool = True, after: dict[str, Any] | None = None
) -> None:
    """Record an act about the account of ``user``; never what addresses or codes it was about."""
    organisations = {m.organisation.id: m.organisation for m in queries.memberships_of(user)}
    for _id, organisation in sorted(organisations.items()):
        audit.record(
            organisation,
            actor=user if by_themselves else None,
            action=action,
            subject=user,
            after=after,
        )
