"""What messages ask the rooms above them: what they can be about, and who has said no to that."""

import uuid
from dataclasses import dataclass
from typing import Any

from blinker import Signal
from sqlalchemy import ColumnElement, Select, false, or_

from ambassadors.models import Ambassador


@dataclass(frozen=True)
class Subject:
    """Something an announcement to some cohorts can be about, and that one can say no to."""

    id: uuid.UUID
    name: str
    cohorts: frozenset[uuid.UUID]


subjects_wanted = Signal("Sender is an organisation's id; a receiver answers with Subjects.")

decliners_wanted = Signal(
    "Sender is a subject's id; a receiver answers with a SELECT of the ids of ambassadors."
)


def subjects_of(organisation_id: uuid.UUID) -> list[Subject]:
    """Return what announcements of an organisation can be about now."""
    return [one for _, answer in subjects_wanted.send(organisation_id) for one in answer]


def has_declined(about_id: uuid.UUID | None) -> ColumnElement[bool]:
    """Return the SQL condition that an ambassador has said no to what an announcement is about."""
    if about_id is None:
        return false()
    answers: list[Select[Any]] = [answer for _, answer in decliners_wanted.send(about_id)]
    return or_(false(), *(Ambassador.id.in_(answer) for answer in answers))
