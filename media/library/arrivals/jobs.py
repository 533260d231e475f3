"""Background work of this room: forgetting files that never came to their end."""

from datetime import timedelta

from core import jobs
from core.db import utcnow
from media.library.arrivals import operations, queries

KEPT_HOURS = 48


@jobs.daily(hour=4)
@jobs.job("forget_arrivals")
def forget_arrivals(task: jobs.Task) -> None:
    """Forget files that somebody began to send long ago, and what became of those that ended."""
    for arrival in queries.begun_before(utcnow() - timedelta(hours=KEPT_HOURS)):
        operations.give_up(arrival)
