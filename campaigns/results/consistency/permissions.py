"""Who may see what of consistency. Pure predicates."""

from collections.abc import Collection

from accounts.enums import RUNS_THE_PROGRAMME, Role
from campaigns.results.groups import SMALLEST_GROUP


def sees_few(roles: Collection[Role]) -> bool:
    """Say whether somebody may see numbers of fewer than five people: leaders may not."""
    return bool({*RUNS_THE_PROGRAMME, Role.READER} & set(roles))


def is_few(people: int) -> bool:
    """Say whether so few take part that somebody might be recognised."""
    return people < SMALLEST_GROUP
