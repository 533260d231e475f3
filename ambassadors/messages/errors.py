"""Rules messages can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class NobodyToTell(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Nobody would get it: they have left, are on a break or want no such news."),
            field="cohort",
        )
