"""What is told to those who signed up, and what is promised on the event page, kept."""

import logging
import uuid
from datetime import timedelta

from accounts.models import User
from ambassadors import rights
from campaigns.outcomes.events import operations as events
from campaigns.outcomes.events.enums import EventStatus
from campaigns.outcomes.events.models import Event, SignUp
from campaigns.outcomes.events.seats import notifications, queries
from core import jobs
from core.db import db, utcnow
from core.formats import local_date

logger = logging.getLogger(__name__)
BATCH = 100
NO_ORGANISER = "Who wrote the message is not an organiser any more."


@jobs.daily(hour=3)
@jobs.job("forget_sign_ups")
def forget_sign_ups(task: jobs.Task) -> None:
    """Delete the people who signed up for events long past; the totals stay."""
    forgotten = events.forget_sign_ups()
    db.session.commit()
    if forgotten:
        logger.info("%d sign-ups forgotten", forgotten)


@jobs.job("tell_guests")
def tell_guests(task: jobs.Task) -> None:
    """Write to those who signed up, a hundred at a time.

    Mails and how far the job has come are saved together, so a killed worker forgets nobody and,
    when the job is done again, writes to nobody twice.
    """
    event, told = db.session.get(Event, task.subject_id), dict(task.arguments)
    if event is None:
        return
    _check_rights(event, told)
    after = uuid.UUID(told["after"]) if "after" in told else None
    while people := queries.people_to_tell(event.id, shown=told["shown"], after=after, limit=BATCH):
        for seat in people:
            _tell(seat, told)
        after = people[-1].id
        task.update(arguments={**told, "after": str(after)}, heartbeat_at=utcnow())
        db.session.commit()


def _check_rights(event: Event, told: dict[str, str]) -> None:
    """Give up what somebody wrote who may not any more; a new time is told whoever set it."""
    if told["what"] != "message":
        return
    author = db.session.get(User, uuid.UUID(told["by"])) if "by" in told else None
    if author is None or not rights.may_organise(author, event.organisation):
        raise jobs.GiveUp(NO_ORGANISER)


def _tell(seat: SignUp, told: dict[str, str]) -> None:
    if told["what"] == "message":
        notifications.send_message(seat, told["subject"], told["text"])
    else:
        notifications.TELLINGS[told["what"]](seat)


@jobs.daily(hour=9)
@jobs.job("remind_guests")
def remind_guests(task: jobs.Task) -> None:
    """Remind everybody whose event is tomorrow, and thank those whose event was yesterday.

    A mail and its mark are saved together, so nobody is told twice.
    """
    now = utcnow()
    for event in queries.events_to_remind(now, now + timedelta(days=2)):
        tomorrow = local_date(now, event.organisation.timezone) + timedelta(days=1)
        if local_date(event.starts_at, event.organisation.timezone) == tomorrow:
            _remind(event)
    for event in queries.events_ended(now - timedelta(days=2), now):
        if local_date(event.ends_at, event.organisation.timezone) < local_date(
            now, event.organisation.timezone
        ):
            _thank(event)


def _remind(event: Event) -> None:
    while event.status is not EventStatus.CANCELLED and (
        people := queries.people_to_remind(event.id, limit=BATCH)
    ):
        for seat in people:
            notifications.send_reminder(seat)
            seat.reminded_at = utcnow()
        db.session.commit()


def _thank(event: Event) -> None:
    while event.status is not EventStatus.CANCELLED and (
        people := queries.people_to_thank(event.id, limit=BATCH)
    ):
        for seat in people:
            notifications.send_thanks(seat)
            seat.thanked_at = utcnow()
        db.session.commit()
