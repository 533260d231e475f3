"""Rules the guardian step can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError, LinkGone


class GuardianIsYourself(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Enter your guardian’s address, not your own."),
            field="guardian_email",
        )


class AlreadyApproved(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Your guardian has said yes already. You can go on."))


class ApprovalExpired(LinkGone):
    def __init__(self) -> None:
        super().__init__(
            _("The link worked for 14 days. Nobody said yes, so everything was erased.")
        )
