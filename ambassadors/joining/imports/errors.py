"""Rules about bringing lists in."""

from flask_babel import gettext as _

from core.errors import DomainError


class NoAddressColumn(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("We found no e-mail addresses. Say which column holds them."), field="email"
        )


class ImportGone(DomainError):
    def __init__(self) -> None:
        super().__init__(_("The file is not here any more. Bring the list in again."))


class ImportNotReady(DomainError):
    def __init__(self) -> None:
        super().__init__(_("This list is being read or has been used. Look at it again."))


class NobodyToInvite(DomainError):
    def __init__(self) -> None:
        super().__init__(_("There is nobody left in this list to invite."))
