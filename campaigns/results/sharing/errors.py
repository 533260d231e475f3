"""Rules a shared link can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class LastDayOver(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Choose a day that is not over."), field="last_day")


class LastDayTooFar(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Choose a day within a year. You can make a new link then."), field="last_day"
        )
