"""Rules recognition can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class NotEarnedYet(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Your diploma is ready when you have passed the required modules."))


class HasDiploma(DomainError):
    def __init__(self) -> None:
        super().__init__(_("The diploma is given already."))


class NobodyToGive(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Everybody who has earned a diploma has one."))
