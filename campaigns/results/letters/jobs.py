"""The mail that leaves once a month."""

from datetime import timedelta

from campaigns.results.ladder import first_of_month
from campaigns.results.letters import notifications, operations, queries
from core import jobs
from core.db import utcnow

AT_ONCE = 100


@jobs.daily(hour=7)
@jobs.job("send_monthly_results")
def send_monthly_results(task: jobs.Task) -> None:
    """Write to each reader about the month that is over, once.

    A mail and its mark are saved together, so a job that was killed goes on with the next reader.
    """
    month = first_of_month(first_of_month(utcnow().date()) - timedelta(days=1))
    done = 0
    while found := queries.due(month, limit=AT_ONCE):
        for membership, letter in found:
            notifications.write(membership, month)
            operations.note_sent(membership, letter, month)
            done += 1
            task.progress(done, done)
