"""Rules contributions can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class AlreadyAnswered(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Somebody has answered this already, or it has been taken back."))


class PictureKnown(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("We have “%(name)s” already. Thank you all the same.", name=name), field="pictures"
        )


class PictureRefusedHere(DomainError):
    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}", field="pictures")
