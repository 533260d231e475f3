"""Rules the agreement can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError


class NewerVersion(DomainError):
    """The version somebody read is no longer the newest."""

    def __init__(self) -> None:
        super().__init__(_("A newer version has come since you opened the page. Here it is."))
