"""Clearing up behind posts that were taken out."""

from datetime import timedelta

from campaigns.posts import queries, undoing
from core import jobs
from core.db import utcnow

CHANGE_OF_MIND = timedelta(hours=24)
AT_A_TIME = 200


@jobs.daily(hour=4)
@jobs.job("forget_removed_posts")
def forget_removed_posts(task: jobs.Task) -> None:
    """Delete what was taken out more than a day ago, with its screenshots."""
    gone = 0
    while found := queries.removed_before(utcnow() - CHANGE_OF_MIND, limit=AT_A_TIME):
        for post in found:
            undoing.forget_post(post)
        gone += len(found)
        task.progress(gone, gone)
