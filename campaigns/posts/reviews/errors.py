"""What cannot be answered any more."""

from flask_babel import gettext as _

from core.errors import DomainError


class NotWaiting(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Somebody has answered this one already, or it was taken back."))


class OwnPost(DomainError):
    def __init__(self) -> None:
        super().__init__(_("This one is yours. Somebody else looks at it."))


class ChangedMeanwhile(DomainError):
    def __init__(self) -> None:
        super().__init__(_("It was changed after you saw it. Look at it once more."))
