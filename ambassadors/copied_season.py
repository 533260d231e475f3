"""What the rooms pass on to each other while a cohort is copied for its next season."""

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from ambassadors.models import Cohort
from core.db import Base

T = TypeVar("T", bound=Base)


@dataclass(frozen=True)
class CopiedSeason:
    """A cohort and its copy, how many days lie between them, and which thing became which.

    Each room notes what it has copied, so that the next can point at the copies.
    """

    source: Cohort
    cohort: Cohort
    days: int
    _copies: dict[uuid.UUID, Base] = field(default_factory=dict)

    def note(self, old: T, new: T) -> T:
        """Remember what a thing of last season has become, and return that."""
        self._copies[old.id] = new
        return new

    def copy_of(self, old: T | None) -> T | None:
        """Return what a thing of last season has become; None when it did not come along."""
        new = self._copies.get(old.id) if old is not None else None
        return new if old is not None and isinstance(new, type(old)) else None

    def copies_of(self, olds: list[T]) -> list[T]:
        """Return what things of last season have become, without those that did not come along."""
        return [new for old in olds if (new := self.copy_of(old)) is not None]

    def later(self, day: date) -> date:
        """Return the same day of the next season."""
        return day + timedelta(days=self.days)
