"""A reminder to check the page again, a quarter after the last time."""

from campaigns.results.page_check import history, notifications, operations, queries
from core import jobs
from core.db import db, utcnow


@jobs.daily(hour=6)
@jobs.job("remind_of_page_checks")
def remind_of_page_checks(task: jobs.Task) -> None:
    """Ask whoever made an organisation's latest check to make the next, once."""
    due = queries.due_checks(utcnow().date() - history.QUARTER)
    for number, check in enumerate(due, start=1):
        notifications.remind(check)
        operations.note_reminder(check)
        db.session.commit()
        task.progress(number, len(due))
