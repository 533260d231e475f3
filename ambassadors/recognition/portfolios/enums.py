"""What a portfolio can tell. A leaf: imports nothing from this project."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class Fact(StrEnum):
    """Something we know that its owner may choose to show."""

    COHORT = "cohort"
    MODULES = "modules"
    HOURS = "hours"
    EFFECT = "effect"
    DIPLOMA = "diploma"

    @property
    def label(self) -> LazyString:
        """The fact in its owner's words."""
        return FACT_LABELS[self]


FACT_LABELS = {
    Fact.COHORT: _l("What I was part of, and when"),
    Fact.MODULES: _l("What I have learned"),
    Fact.HOURS: _l("The hours I have given"),
    Fact.EFFECT: _l("What came of it: my active weeks, conversations, posts and sign-ups"),
    Fact.DIPLOMA: _l("My diploma, with the way to check it"),
}
