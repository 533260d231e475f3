"""Erasing what no guardian said yes to in time."""

from ambassadors.joining.guardians import operations, queries
from core import jobs
from core.db import utcnow


@jobs.daily(hour=3)
@jobs.job("erase_unapproved")
def erase_unapproved(task: jobs.Task) -> None:
    """Erase everything about those whose guardian has not answered in 14 days."""
    for approval in queries.expired(utcnow()):
        operations.let_expire(approval)
