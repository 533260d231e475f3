"""Rules training can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class LessonsFirst(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Read the lessons first. The quiz is about them."))


class NoQuiz(DomainError):
    def __init__(self) -> None:
        super().__init__(_("There is no quiz here yet."))


class TitleMissing(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Write a title in at least one language."), field="title_da")


class QuestionMissing(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Write the question in at least one language."), field="text_da")


class TooFewChoices(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Write at least two answers to choose from."), field="right")


class NoRightChoice(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Choose which of the answers is the right one."), field="right")


class AnsweredAlready(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Somebody has answered this question, so its answers stay. Change their words.")
        )
