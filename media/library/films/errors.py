"""Rules this room can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class NotAFilm(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Only a film has a cover picture and captions."))


class CoverRefused(DomainError):
    field = "cover"


class NotCaptions(DomainError):
    def __init__(self, field: str) -> None:
        super().__init__(
            _("This is not a file of captions. Save the captions as WebVTT (.vtt) and try again.")
        )
        self.field = field
