"""Sending announcements, one mail per person."""

from ambassadors.messages import notifications, queries
from ambassadors.messages.models import Announcement
from core import jobs
from core.db import db, utcnow
from core.formats import local_date

BATCH = 50


@jobs.job("send_announcement")
def send_announcement(task: jobs.Task) -> None:
    """Queue a mail to everybody who is to be told and has not been.

    A person's mail and the mark that it is queued are saved together, so a job that is killed and
    done again tells nobody twice and forgets nobody.
    """
    announcement = db.session.get_one(Announcement, task.subject_id)
    today = local_date(utcnow(), announcement.cohort.organisation.timezone)
    done = queries.count_sent(announcement.id)
    while batch := queries.waiting_deliveries(announcement.id, today, limit=BATCH):
        for delivery in batch:
            notifications.send_announcement(announcement, delivery)
            delivery.sent_at = utcnow()
        done += len(batch)
        announcement.sent_to = done
        task.progress(done, done)
    announcement.sent_to = done
    announcement.sent_at = announcement.sent_at or utcnow()
