"""Rules about bringing lists of outcomes in."""

from flask_babel import gettext as _

from core.errors import DomainError


class NoNumberColumn(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("We did not see which column holds your own number. Choose it below."),
            field="reference",
        )


class ListNotReady(DomainError):
    def __init__(self) -> None:
        super().__init__(_("This list is being worked on or is finished. Look at it again."))


class NothingToCount(DomainError):
    def __init__(self) -> None:
        super().__init__(_("There is nothing new in this list to count."))


class RowsForgotten(DomainError):
    def __init__(self) -> None:
        super().__init__(_("The rows are not kept any more. Bring the list in again."))
