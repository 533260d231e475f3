"""Rules about organisations and people that can be broken."""

from flask_babel import gettext as _

from core.errors import DomainError


class LastOwner(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Somebody must own the organisation. Make another person owner first."), field="roles"
        )


class PersonKnown(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("That person is here already. Change their roles instead."), field="email"
        )


class AlreadyIn(DomainError):
    def __init__(self) -> None:
        super().__init__(_("That person has been in already. They can ask for a link at sign-in."))


class PasswordRefused(DomainError):
    def __init__(self, message: str) -> None:
        super().__init__(message, field="password")
