"""Who may do what with a cohort. Pure predicates: no query, no request."""

from collections.abc import Set as AbstractSet

from accounts.enums import RUNS_THE_PROGRAMME, Role
from ambassadors.enums import CohortStatus
from ambassadors.models import Cohort

FEWEST_SHOWN = 5


def can_edit_policy(roles: AbstractSet[Role]) -> bool:
    """Say whether these roles may write strategy and policy: leadership owns them, alone."""
    return bool(roles & {Role.LEADER, Role.OWNER})


def can_see_count(roles: AbstractSet[Role], people: int) -> bool:
    """Say whether these roles may see a number drawn from that many people.

    Leaders see numbers of five or more only, so that nobody can be guessed at.
    """
    return people >= FEWEST_SHOWN or bool(roles & RUNS_THE_PROGRAMME)


def can_invite(cohort: Cohort) -> bool:
    """Say whether people can be asked to join now."""
    return cohort.status is CohortStatus.OPEN


def has_notice(cohort: Cohort) -> bool:
    """Say whether the privacy notice is written in both languages."""
    return bool(cohort.notice_da.strip() and cohort.notice_en.strip())
