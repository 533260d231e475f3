"""Where a badge has its place in its issuer's status lists, and which places say "withdrawn".

Places are dealt at random over lists that are at most half full, so that neither a place nor the
list somebody asks for tells when a badge was given, or to whom.
"""

import secrets

from sqlalchemy import func, select

from accounts.models import Organisation
from ambassadors.models import Ambassador, Cohort
from ambassadors.recognition.models import Diploma
from core.db import db

SIZE = 131_072  # the least the standard allows (Bitstring Status List v1.0)


def number_of_lists() -> int:
    """Return how many lists there are places in."""
    highest = db.session.scalar(select(func.max(Diploma.status_index))) or 0
    return int(highest) // SIZE + 1


def free_place() -> int:
    """Return a place that no diploma has."""
    given = db.session.scalar(select(func.count()).select_from(Diploma)) or 0
    lists = 2 * given // SIZE + 1
    while True:
        place = secrets.randbelow(lists * SIZE)
        taken = select(Diploma.id).where(Diploma.status_index == place)
        if db.session.scalar(taken) is None:
            return place


def withdrawn_in(organisation: Organisation, number: int) -> list[int]:
    """Return the places in one list whose badges an organisation has taken back."""
    first = number * SIZE
    places = db.session.scalars(
        select(Diploma.status_index)
        .join(Diploma.ambassador)
        .join(Ambassador.cohort)
        .where(
            Cohort.organisation_id == organisation.id,
            Diploma.withdrawn_at.is_not(None),
            Diploma.status_index.between(first, first + SIZE - 1),
        )
        .order_by(Diploma.status_index)
    )
    return [place - first for place in places]
