"""What an organiser looks for among applications, and the numbers above the list."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from ambassadors.joining.enums import ApplicationState
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


Sort = tuple[ApplicationState, bool, bool]  # and whether it is on the shortlist, and erased


@dataclass(frozen=True)
class Numbers:
    """How many applications of each sort there are. The shortlisted are among the waiting."""

    by_sort: Mapping[Sort, int]

    def _sum(self, *states: ApplicationState) -> int:
        return sum(number for (state, _, _), number in self.by_sort.items() if state in states)

    @property
    def applied(self) -> int:
        """How many applied."""
        return sum(self.by_sort.values())

    @property
    def accepted(self) -> int:
        """How many were accepted."""
        return self._sum(ApplicationState.ACCEPTED)

    @property
    def declined(self) -> int:
        """How many were declined."""
        return self._sum(ApplicationState.DECLINED)

    def of(self, shown: Shown) -> int:
        """Return how many a part of the list has, the erased ones too."""
        return sum(number for sort, number in self.by_sort.items() if _is_among(sort, shown))

    def listed(self, shown: Shown) -> int:
        """Return how many a part of the list shows: those that are not erased."""
        parts = self.by_sort.items()
        return sum(n for sort, n in parts if _is_among(sort, shown) and not sort[2])


def _is_among(sort: Sort, shown: Shown) -> bool:
    state, is_shortlisted, _is_erased = sort
    if shown is Shown.SHORTLISTED:
        return is_shortlisted and state is ApplicationState.RECEIVED
    return shown is Shown.ALL or state.value == shown.value


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
