"""Rules one's own data can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class WrongPassword(DomainError):
    def __init__(self) -> None:
        super().__init__(_("That is not your password. Try again."), field="password")


class NothingToErase(DomainError):
    def __init__(self) -> None:
        super().__init__(_("There is nothing here that you can erase yourself."))


class ErasureTooOld(DomainError):
    def __init__(self) -> None:
        super().__init__(_("You waited a little too long. Begin again."))
