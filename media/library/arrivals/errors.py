"""Rules this room can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class OddSize(DomainError):
    """A file whose size alone says that it cannot be used."""


class TooManyUnfinished(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Too many files are on their way. Wait until some have come in."))


class OutOfOrder(DomainError):
    """A piece that does not follow those that are here."""

    def __init__(self) -> None:
        super().__init__(_("A piece of the file came at the wrong time. It is sent again."))


class PieceDamaged(DomainError):
    """A piece that is not what was sent: too long, too short or altered on the way."""

    def __init__(self) -> None:
        super().__init__(_("A piece of the file was damaged on its way. It is sent again."))


class FileDamaged(DomainError):
    """All pieces are here, but together they are not the file that was sent."""

    def __init__(self) -> None:
        super().__init__(_("The file did not arrive as it was sent. Choose it once more."))
