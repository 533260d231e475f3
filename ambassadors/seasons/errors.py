"""Rules the turn of the season can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class SeasonNotOpen(DomainError):
    def __init__(self) -> None:
        super().__init__(_("It has not been opened, so there is no season to close."))


class TooLateToReopen(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("It is more than seven days since. Start the next season from this one instead.")
        )


class NobodyChosen(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Choose at least one person."), field="people")
