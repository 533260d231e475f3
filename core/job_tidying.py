"""What is kept of jobs and mails, and for how long."""

from datetime import timedelta

from sqlalchemy import delete, update

from core import jobs
from core.db import db, utcnow
from core.enums import JobState, MailState
from core.models import Job, OutgoingMail

KEEP_DONE = timedelta(days=30)
KEEP_FAILED = timedelta(days=90)
KEEP_TEXT = timedelta(days=3)  # of a mail that could not be sent: long enough to find out why


@jobs.daily(hour=3)
@jobs.job("forget_old_jobs")
def forget_old_jobs(task: jobs.Task) -> None:
    """Delete what is over: after a month what went well, after three what did not.

    A mail's row holds an address, so it goes as its job does; its text may hold a one-time link,
    so it is blanked long before.
    """
    now = utcnow()
    for state, age in ((JobState.DONE, KEEP_DONE), (JobState.FAILED, KEEP_FAILED)):
        db.session.execute(delete(Job).where(Job.state == state, Job.finished_at < now - age))
    for mail_state, age in ((MailState.SENT, KEEP_DONE), (MailState.FAILED, KEEP_FAILED)):
        old = (OutgoingMail.state == mail_state, OutgoingMail.created_at < now - age)
        db.session.execute(delete(OutgoingMail).where(*old))
    failed = (OutgoingMail.state == MailState.FAILED, OutgoingMail.created_at < now - KEEP_TEXT)
    db.session.execute(update(OutgoingMail).where(*failed).values(body="", attachments=[]))
