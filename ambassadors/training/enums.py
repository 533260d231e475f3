"""Kinds of lessons and questions. A leaf: imports nothing from this project."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class LessonKind(StrEnum):
    READING = "reading"
    PRACTICE = "practice"  # "do it now"

    @property
    def label(self) -> LazyString:
        """What it is called."""
        return LESSON_LABELS[self]


class PracticeAnswerKind(StrEnum):
    """What a practice task asks for."""

    TEXT = "text"
    PICTURE = "picture"  # a few words with it are welcome
    BOTH = "both"

    @property
    def label(self) -> LazyString:
        """What it is called."""
        return PRACTICE_LABELS[self]


class QuestionKind(StrEnum):
    ONE = "one"
    SEVERAL = "several"
    ORDER = "order"
    TEXT = "text"

    @property
    def label(self) -> LazyString:
        """What it is called."""
        return QUESTION_LABELS[self]


LESSON_LABELS = {
    LessonKind.READING: _l("Something to read"),
    LessonKind.PRACTICE: _l("Something to do now"),
}
PRACTICE_LABELS = {
    PracticeAnswerKind.TEXT: _l("A text"),
    PracticeAnswerKind.PICTURE: _l("A picture"),
    PracticeAnswerKind.BOTH: _l("A picture and a text"),
}
QUESTION_LABELS = {
    QuestionKind.ONE: _l("One right answer"),
    QuestionKind.SEVERAL: _l("Several right answers"),
    QuestionKind.ORDER: _l("Put in order"),
    QuestionKind.TEXT: _l("Write in your own words"),
}
