"""Where somebody is in their training, in one word. Pure."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from ambassadors.models import Ambassador
from ambassadors.training.models import Module, Question
from core.paging import Page

PER_PAGE = 50
KEPT_FOR = 60.0  # seconds; numbers among thousands hardly move meanwhile
REST = timedelta(minutes=5)  # of a large cohort between two counts by the worker
TOO_OLD = timedelta(minutes=30)  # then the worker is away, and the page counts by itself


class Standing(StrEnum):
    NEW = "new"
    UNDER_WAY = "under_way"
    STUCK = "stuck"  # the last try at a quiz failed
    DONE = "done"  # all that is required is passed

    @property
    def label(self) -> LazyString:
        """What it is called."""
        return LABELS[self]


LABELS = {
    Standing.NEW: _l("Not begun"),
    Standing.UNDER_WAY: _l("Under way"),
    Standing.STUCK: _l("Stuck"),
    Standing.DONE: _l("Through"),
}


@dataclass(frozen=True)
class PeopleWanted:
    """What an organiser is looking for among the people in training."""

    words: str = ""
    standing: Standing | None = None


@dataclass(frozen=True)
class Obstacle:
    """A quiz somebody has tried without passing yet, and what was wrong the last time."""

    module: Module
    tries: int
    questions: Sequence[Question]


@dataclass(frozen=True)
class PersonRow:
    """One person's training in a line."""

    ambassador: Ambassador
    standing: Standing
    passed: int
    last_at: datetime | None
    obstacle: Obstacle | None
    nudged_at: datetime | None
    may_be_nudged: bool


@dataclass(frozen=True)
class PeoplePage:
    """One page of people, and how many modules there are to pass."""

    rows: list[PersonRow]
    page: Page
    modules: int


@dataclass(frozen=True)
class QuestionRow:
    """How often a question was answered wrongly at the first try."""

    ENOUGH = 5

    question_id: uuid.UUID
    answered: int
    wrong: int

    @property
    def share(self) -> float:
        """The share of wrong first answers."""
        return self.wrong / self.answered if self.answered else 0

    @property
    def is_known(self) -> bool:
        """Say whether enough have answered to tell anything."""
        return self.answered >= self.ENOUGH

    @property
    def is_bad(self) -> bool:
        """Say whether most got it wrong: then it is the question's fault, or the lesson's."""
        return self.is_known and self.share > 0.5
