"""Sending announcements and reminders, one mail per person, within each one's own terms."""

import uuid
from datetime import date, timedelta

from accounts.models import User
from ambassadors import rights
from ambassadors.messages import digests, notifications, nudges, operations, queries
from ambassadors.messages.models import Announcement
from ambassadors.messages.queries import Wave
from ambassadors.messages.timing import hour_at, next_hour
from ambassadors.models import Ambassador, Cohort
from core import jobs
from core.db import db, utcnow
from core.formats import local_date

BATCH = 50
NO_ORGANISER = "Who wrote the message is not an organiser any more."
WAVE = 1_000
BETWEEN_WAVES = timedelta(seconds=30)


def _today(cohort: Cohort) -> date:
    return local_date(utcnow(), cohort.organisation.timezone)


@jobs.job("send_announcement")
def send_announcement(task: jobs.Task) -> None:
    """Put everybody who is to be told in line, then send it out in waves.

    Killed anywhere, it goes on after the last one in line; the waves begin together with its end.
    Whoever wrote it must still be an organiser when it begins.
    """
    announcement = db.session.get_one(Announcement, task.subject_id)
    author = announcement.written_by_id and db.session.get(User, announcement.written_by_id)
    if author and not rights.may_organise(author, announcement.cohort.organisation):
        raise jobs.GiveUp(NO_ORGANISER)
    today, done = _today(announcement.cohort), 0
    while people := queries.people_to_line_up(announcement, today, limit=WAVE):
        operations.put_in_line(announcement, people)
        done += len(people)
        task.progress(done, done)
    waiting = queries.in_line(announcement.id)
    for number, start in enumerate(range(0, len(waiting), WAVE)):
        wave = waiting[start : start + WAVE]
        jobs.enqueue(
            "send_wave",
            subject_id=announcement.id,
            run_after=utcnow() + number * BETWEEN_WAVES,
            first=wave[0],
            last=wave[-1],
        )


@jobs.job("send_wave")
def send_wave(task: jobs.Task) -> None:
    """Queue the mails of one wave; those with quiet hours get theirs when these are over.

    A person's mail and the mark that it is queued are saved together, so a wave that is killed and
    done again, or done twice at once, tells nobody twice and forgets nobody.
    """
    announcement = db.session.get_one(Announcement, task.subject_id)
    today, organisation = _today(announcement.cohort), announcement.cohort.organisation
    wave: Wave = (uuid.UUID(task.arguments["first"]), uuid.UUID(task.arguments["last"]))
    hour, done = hour_at(utcnow(), organisation.timezone), 0
    while batch := queries.waiting_deliveries(
        announcement.id, today, limit=BATCH, wave=wave, at_hour=hour
    ):
        for delivery in batch:
            notifications.send_announcement(announcement, delivery)
            delivery.sent_at = utcnow()
        done += len(batch)
        db.session.flush()  # the count below is to know of them
        announcement.sent_to = queries.count_sent(announcement.id)
        task.progress(done, done)
    announcement.sent_to = queries.count_sent(announcement.id)
    if queries.waiting_deliveries(announcement.id, today, limit=1, wave=wave):
        again = {"first": wave[0], "last": wave[1]}
        jobs.enqueue(
            "send_wave", subject_id=announcement.id, run_after=next_hour(utcnow()), **again
        )
    elif not queries.waiting_deliveries(announcement.id, today, limit=1):
        announcement.sent_at = announcement.sent_at or utcnow()


@jobs.job("send_nudges")
def send_nudges(task: jobs.Task) -> None:
    """Queue a cohort's waiting reminders; the mail and the mark that it left are saved together."""
    cohort = db.session.get_one(Cohort, task.subject_id)
    cohort_id, done = cohort.id, 0
    hour = hour_at(utcnow(), cohort.organisation.timezone)
    nudges.take_back_unwelcome(cohort_id, _today(cohort))
    while batch := nudges.waiting(cohort_id, limit=BATCH, at_hour=hour):
        for one in batch:
            notifications.send_nudge(one)
            one.sent_at = utcnow()
        done += len(batch)
        task.progress(done, done)
    if nudges.waiting(cohort_id, limit=1):
        jobs.enqueue("send_nudges", subject_id=cohort_id, run_after=next_hour(utcnow()))


@jobs.daily(hour=9)
@jobs.job("send_digests")
def send_digests(task: jobs.Task) -> None:
    """Send what has gathered to those who want one mail a week, outside their quiet hours."""
    done = 0
    while people := digests.due(utcnow(), limit=BATCH):
        for ambassador in people:
            digests.send(ambassador, at=utcnow())
        done += len(people)
        task.progress(done, done)
    if digests.due(utcnow(), limit=1, in_quiet_hours_too=True):
        jobs.enqueue("send_digests", run_after=next_hour(utcnow()))


@jobs.job("send_gathered")
def send_gathered(task: jobs.Task) -> None:
    """Send somebody what has gathered, since they want mails as they come from now on."""
    ambassador = db.session.get(Ambassador, task.subject_id)
    if ambassador is not None and digests.may_get_one(ambassador, utcnow()):
        digests.send(ambassador, at=utcnow())
