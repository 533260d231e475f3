"""Rules this room can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class OriginalRefused(DomainError):
    field = "original"


class FilmsStay(DomainError):
    field = "original"

    def __init__(self) -> None:
        super().__init__(_("A film cannot be replaced. Bring the new one in as a film of its own."))


class CannotMerge(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("One of the two was lent by an ambassador or is not made ready yet, so both stay.")
        )
