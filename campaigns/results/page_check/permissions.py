"""Who may take a check of the page away."""

from collections.abc import Set

from accounts.enums import RUNS_THE_PROGRAMME, Role
from accounts.models import User
from campaigns.results.page_check.models import PageCheck


def may_remove(check: PageCheck, user: User, roles: Set[Role]) -> bool:
    """Say whether ``user`` may: those who run the programme, and whoever made it.

    All readers are shown it, also those of one unit, and none takes away what others rely on.
    """
    return bool(RUNS_THE_PROGRAMME & roles) or check.made_by_id == user.id
