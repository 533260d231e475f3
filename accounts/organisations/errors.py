"""Rules about an organisation's settings that can be broken."""

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


class HostUnknown(DomainError):
    def __init__(self, host: str) -> None:
        super().__init__(
            _("“%(host)s” is not a host. Write it like odder.dk.", host=host), field="allowed_hosts"
        )


class SlugTaken(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Another organisation here has or had that address. Choose another one."),
            field="slug",
        )


class LogoRefused(DomainError):
    def __init__(self, message: str) -> None:
        super().__init__(message, field="logo")
