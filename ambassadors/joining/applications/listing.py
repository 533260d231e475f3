"""What an organiser looks for among applications, and the numbers above the list."""

import uuid
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from ambassadors.joining.models import Application
from core.paging import Page

PER_PAGE = 50


class Shown(StrEnum):
    """Which applications a list shows."""

    ALL = "all"
    RECEIVED = "received"
    SHORTLISTED = "shortlisted"
    ACCEPTED = "accepted"
    DECLINED = "declined"

    @property
    def label(self) -> LazyString:
        """The part of the list as organisers read it."""
        return SHOWN_LABELS[self]


class Order(StrEnum):
    """In which order a list stands."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"

    @property
    def label(self) -> LazyString:
        """The order as organisers read it."""
        return ORDER_LABELS[self]


@dataclass(frozen=True)
class ApplicationFilter:
    """What is looked for."""

    words: str = ""
    unit_id: uuid.UUID | None = None
    shown: Shown = Shown.ALL
    order: Order = Order.NEWEST

    @property
    def is_set(self) -> bool:
        """Say whether anything narrows the list."""
        return bool(self.words or self.unit_id or self.shown is not Shown.ALL)


@dataclass(frozen=True)
class ApplicationPage:
    """One page of what was looked for."""

    items: list[Application]
    page: Page


@dataclass(frozen=True)
class Numbers:
    """How many applied and what became of them. The shortlisted are among the waiting."""

    applied: int
    accepted: int
    declined: int
    waiting: int
    shortlisted: int

    def of(self, shown: Shown) -> int:
        """Return how many a part of the list has, the erased ones too."""
        return {
            Shown.ALL: self.applied,
            Shown.RECEIVED: self.waiting,
            Shown.SHORTLISTED: self.shortlisted,
            Shown.ACCEPTED: self.accepted,
            Shown.DECLINED: self.declined,
        }[shown]


SHOWN_LABELS = {
    Shown.ALL: _l("All"),
    Shown.RECEIVED: _l("Not answered"),
    Shown.SHORTLISTED: _l("On the shortlist"),
    Shown.ACCEPTED: _l("Accepted"),
    Shown.DECLINED: _l("Declined"),
}
ORDER_LABELS = {
    Order.NEWEST: _l("Newest first"),
    Order.OLDEST: _l("Oldest first"),
    Order.NAME: _l("By name"),
}
