"""Rules about what is typed or sent."""

from flask_babel import gettext as _

from core.errors import DomainError


class NothingWritten(DomainError):
    """Not one number was given; an empty field is unknown, and all unknown is no measurement."""

    def __init__(self) -> None:
        super().__init__(
            _("Write at least one number. What you leave empty stays unknown."), field="likes"
        )


class NotThereYet(DomainError):
    """A number was read before there was a post."""

    def __init__(self) -> None:
        super().__init__(_("The post was not there yet on that day."), field="read_on")
