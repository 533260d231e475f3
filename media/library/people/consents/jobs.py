"""Reminders before a yes runs out, and the end of keeping pictured people's details."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import update

from core import jobs, storage
from core.db import db, utcnow
from core.formats import local_date
from media.library.people import age, operations
from media.library.people.consents import notifications, queries
from media.library.people.consents.queries import RunningOut
from media.library.people.models import Consent
from media.library.people.withdrawals.queries import organisers_of

REMIND_BEFORE = timedelta(days=30)
# A yes is proof for as long as the picture was used, and for claims that come later.
PROOF_KEPT = timedelta(days=2 * 365)
# Somebody who never answered, or is marked nowhere, has nothing that needs proof.
UNANSWERED_KEPT = timedelta(days=90)


@jobs.daily(hour=8)
@jobs.job("remind_of_consents")
def remind_of_consents(task: jobs.Task) -> None:
    """Ask once more before a yes ends, and tell organisers whose does; once for each yes.

    One that was given for a short while only is half over before anybody is reminded of it.
    """
    now = utcnow()
    running_out = queries.running_out(now.date(), now.date() + REMIND_BEFORE)
    told: dict[object, list[RunningOut]] = {}
    for one in running_out:
        if now.date() - one.consent.given_at.date() < one.consent.until - now.date():
            continue
        one.consent.reminded_at = now
        told.setdefault(one.person.organisation_id, []).append(reminded(one, now))
    for found in told.values():
        for user in organisers_of(found[0].person.organisation_id):
            notifications.tell_organiser(user, found[0].person.organisation, found)


def reminded(one: RunningOut, now: datetime) -> RunningOut:
    """Write to whoever answers; a child that is soon to answer alone is asked then instead."""
    person, today = one.person, local_date(now, one.person.organisation.timezone)
    address = age.address_of(person, today)
    if not address or not age.can_be_renewed(person, one.consent.until):
        return one
    token = operations.new_link(person, is_guardian=age.needs_guardian(person, today))
    notifications.send_reminder(person, one.consent, token, to=address)
    return replace(one, is_reminded=True)


@jobs.daily(hour=4)
@jobs.job("measure_papers")
def measure_papers(task: jobs.Task) -> None:
    """Note how much signed papers take up that came before this was noted."""
    keys = queries.papers_of_unknown_size()
    db.session.commit()  # nobody waits for the database while files are looked at
    for key, byte_size in storage.sizes(keys).items():
        found = update(Consent).where(Consent.proof_key == key)
        db.session.execute(found.values(proof_byte_size=byte_size))


@jobs.daily(hour=4)
@jobs.job("forget_pictured_people")
def forget_pictured_people(task: jobs.Task) -> None:
    """Erase pictured people whose time is up, a few at a time."""
    now = utcnow()
    for person_id in queries.time_is_up(
        proof_before=now - PROOF_KEPT, unanswered_before=now - UNANSWERED_KEPT
    ):
        person = queries.find_person(person_id)
        if person is not None:
            operations.erase_person(person, on=now.date())
        db.session.commit()
