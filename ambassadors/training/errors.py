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
        super().__init__(_("Write at least two answers to choose from."), field="rights")


class NoRightChoice(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Choose which of the answers is the right one."), field="rights")


class AnsweredAlready(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody has answered this question, so its answers stay. Change their words, or "
                "delete the question and write a new one."
            )
        )


class AltMissing(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Describe the picture in Danish and in English for those who cannot see it."),
            field="alt_da",
        )


class NoPicture(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Choose a picture to send."), field="picture")


class NothingWritten(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Write a line or two."), field="text")


class NothingToOrder(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Write at least three things to put in order."))


class NotSeveralRight(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Tick at least two right answers, or make it a question with one."), field="rights"
        )


class ModelAnswerMissing(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Write a model answer to compare with."), field="explanation_da")


class FilmMissing(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Choose a film."), field="film")


class NotAFilm(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("This is not a film in MP4 or MOV. Save it as MP4 and try again."), field="film"
        )


class FilmTooLarge(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("The film is larger than 200 MB. Make it shorter, or save it in 720p."),
            field="film",
        )


class NoCaptions(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("A film needs captions in at least one language, for those who cannot hear it."),
            field="captions_da",
        )


class NotCaptions(DomainError):
    def __init__(self, field: str) -> None:
        super().__init__(_("Captions are a WebVTT file: its first line says WEBVTT."), field=field)


class NoTranscript(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Write in at least one language what is said and shown, for those who read it."),
            field="transcript_da",
        )


class NothingToRetake(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Nobody has passed this module yet, so there is nobody to ask."))
