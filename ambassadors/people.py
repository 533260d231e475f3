"""Looking for people in a cohort: what is asked for, and one page of the answer."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from accounts.organisations.words import word
from ambassadors.enums import AmbassadorStatus, Rhythm
from core.paging import Page

PEOPLE_PER_PAGE = 50
FEW_ENOUGH_TO_SORT = 1_000
STATES = ("active", "paused", "left")


def shown_name(name: str) -> str:
    """Return what a person is called on screen; who was erased has no name any more."""
    return name or str(_("Former %(ambassador)s", ambassador=word("ambassador")))


@dataclass(frozen=True)
class PeopleCount:
    """How many are in a cohort, by state; the paused are among the active."""

    active: int
    paused: int
    left: int

    def of(self, state: str) -> int:
        """Return how many there are of one of ``STATES``, or how many take part in all."""
        of_states = (self.active - self.paused, self.paused, self.left)
        return dict(zip(STATES, of_states, strict=True)).get(state, self.active)


@dataclass(frozen=True)
class PeopleFilter:
    """What an organiser is looking for among the people of a cohort."""

    words: str = ""
    unit_id: uuid.UUID | None = None
    state: str = ""

    @property
    def is_set(self) -> bool:
        """Say whether anything narrows the list."""
        return bool(self.words or self.unit_id or self.state)


@dataclass(frozen=True, eq=False)
class Standing:
    """What a list says of somebody besides who it is: the same of many, and made once for them."""

    unit: str | None
    rhythm: Rhythm
    joined_on: date
    status: AmbassadorStatus
    pauses_until: date | None


class PersonLine(NamedTuple):
    """What a list says of one person."""

    name: str
    email: str
    standing: Standing


@dataclass(frozen=True)
class PeoplePage:
    """One page of people."""

    people: list[PersonLine]
    page: Page
