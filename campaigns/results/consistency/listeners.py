"""What consistency does when somebody posts or talks."""

import uuid
from datetime import date

from campaigns.enums import Step
from campaigns.results.consistency import operations
from campaigns.signals import deed_counted


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    deed_counted.connect(_counted)


def _counted(
    _sender: object, *, participation_id: uuid.UUID, step: Step, day: date, by: int, **_: object
) -> None:
    operations.count_day(participation_id, step, day, by)
