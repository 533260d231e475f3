"""Reads about consents that run out, and people whose time is up."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from core.db import db
from media.library.people.models import Consent, Person, PersonInAsset


@dataclass(frozen=True)
class RunningOut:
    """Somebody whose yes ends soon, and whether they could be asked for another by mail."""

    person: Person
    consent: Consent
    is_reminded: bool = False


def running_out(first: date, last: date) -> list[RunningOut]:
    """Return the yeses in use that end between two days and were not reminded of, by day."""
    found = db.session.scalars(
        select(Consent)
        .where(
            Consent.until.between(first, last),
            Consent.reminded_at.is_(None),
            Consent.withdrawn_at.is_(None),
            Consent.replaced_at.is_(None),
            Consent.id.in_(select(PersonInAsset.consent_id)),
        )
        .options(joinedload(Consent.person).joinedload(Person.organisation))
        .order_by(Consent.until, Consent.id)
    )
    return [RunningOut(one.person, one) for one in found]


def time_is_up(*, proof_before: datetime, unanswered_before: datetime) -> list[uuid.UUID]:
    """Return who is to be erased: no yes counts any more, and the proof has been kept long enough.

    Who never gave a yes goes sooner.
    """
    said_yes = Person.consents.any()
    # A withdrawn yes needs proof from that day on, any other from its last day on.
    standing = Person.consents.any(
        or_(
            Consent.withdrawn_at >= proof_before,
            Consent.withdrawn_at.is_(None) & (Consent.until >= proof_before.date()),
        )
    )
    latest = func.coalesce(Person.asked_at, Person.created_at)
    found = select(Person.id).where(
        or_(said_yes & ~standing, ~said_yes & (latest < unanswered_before))
    )
    return list(db.session.scalars(found.order_by(Person.id)))


def find_person(person_id: uuid.UUID) -> Person | None:
    """Return one person with marks and consents; for background work."""
    return db.session.scalar(
        select(Person)
        .where(Person.id == person_id)
        .options(selectinload(Person.appearances), selectinload(Person.consents))
    )


def papers_of_unknown_size() -> list[str]:
    """Return the keys of signed papers of which nobody has noted how much they take up."""
    unknown = Consent.proof_key.is_not(None) & Consent.proof_byte_size.is_(None)
    return [key for key in db.session.scalars(select(Consent.proof_key).where(unknown)) if key]
