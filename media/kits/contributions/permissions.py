"""What may be done with a contribution. Pure functions: no request, no session."""

from datetime import date, timedelta

from media.kits.contributions.enums import ContributionState
from media.kits.contributions.models import Contribution

BEFORE_THE_END = timedelta(days=30)


def can_renew(contribution: Contribution, on: date) -> bool:
    """Say whether she can lend it another year: it is in use, and its year ends soon or has."""
    return (
        contribution.state is ContributionState.ACCEPTED
        and contribution.licensed_until - on <= BEFORE_THE_END
    )
