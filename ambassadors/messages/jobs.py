"""Sending announcements, one mail per person."""

from ambassadors.messages import notifications, nudges, queries
from ambassadors.messages.models import Announcement
from ambassadors.models import Cohort
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


@jobs.job("send_nudges")
def send_nudges(task: jobs.Task) -> None:
    """Queue a cohort's waiting reminders; the mail and the mark that it left are saved together."""
    cohort = db.session.get_one(Cohort, task.subject_id)
    cohort_id, done = cohort.id, 0
    nudges.take_back_unwelcome(cohort_id, local_date(utcnow(), cohort.organisation.timezone))
    while batch := nudges.waiting(cohort_id, limit=BATCH):
        for one in batch:
            notifications.send_nudge(one)
            one.sent_at = utcnow()
        done += len(batch)
        task.progress(done, done)
