"""Rules one's own terms can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class PauseInThePast(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Choose a first day from today on."), field="starts_on")


class PauseOutOfOrder(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Choose a last day that comes after the first."), field="ends_on")


class PauseTooLong(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("A break lasts at most a year. You can always take another."), field="ends_on"
        )


class TooLateToReturn(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("The seven days are over. Write to your organiser if you want to be back.")
        )
