"""What is written to whom about what. A leaf: imports nothing from this project."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class IdeaKind(StrEnum):
    IDEA = "idea"
    QUESTION = "question"

    @property
    def label(self) -> LazyString:
        """What it is called."""
        return IDEA_KIND_LABELS[self]


IDEA_KIND_LABELS = {IdeaKind.IDEA: _l("An idea"), IdeaKind.QUESTION: _l("A question")}


class NudgeAbout(StrEnum):
    """What somebody is kindly reminded of."""

    TRAINING = "training"
    RHYTHM = "rhythm"
