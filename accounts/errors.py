"""Rules about organisations and people that can be broken."""

from math import floor

from flask_babel import gettext as _

from core.errors import DomainError
from core.formats import format_number


class ColourUnreadable(DomainError):
    def __init__(self, ratio: float) -> None:
        super().__init__(
            _(
                "White text cannot be read on that colour: the contrast is %(ratio)s to 1 and must "
                "be at least 4.5. Choose a darker one.",
                ratio=format_number(floor(ratio * 10) / 10),
            ),
            field="brand_colour",
        )


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
        super().__init__(
            _("That person has a password already. They can ask for a new one at sign-in.")
        )


class UnitKnown(DomainError):
    def __init__(self) -> None:
        super().__init__(_("There is a unit of that name already."), field="name")


class HostUnknown(DomainError):
    def __init__(self, host: str) -> None:
        super().__init__(
            _("“%(host)s” is not a host. Write it like odder.dk.", host=host), field="allowed_hosts"
        )


class PasswordRefused(DomainError):
    def __init__(self, message: str) -> None:
        super().__init__(message, field="password")
