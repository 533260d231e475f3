"""Rules a portfolio can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class AdultsOnly(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("A public page is for those who are 18 or older. Tick it if you are."), field="adult"
        )


class NotWithGuardian(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("You joined with a guardian’s yes, so there is no public page. That keeps you safe."),
            field="public",
        )
