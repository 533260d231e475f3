"""Rules an invitation can refuse on."""

from flask_babel import gettext as _

from core.errors import DomainError, LinkGone


class CohortNotOpen(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Open for invitations before you invite anybody."))


class NotAnAddress(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Enter an e-mail address in full, such as anna@example.dk."))


class AlreadyInvited(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Already invited. You can send the invitation again."))


class AlreadyAmbassador(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Takes part already."))


class AlreadyJoined(DomainError):
    def __init__(self) -> None:
        super().__init__(_("This person has joined in the meantime."))


class SentJustNow(DomainError):
    def __init__(self) -> None:
        super().__init__(_("That mail left a moment ago. Give it a few minutes."))


class SentOften(DomainError):
    def __init__(self, most: int) -> None:
        super().__init__(
            _(
                "It has been sent %(num)s times. Ask in another way before you write again.",
                num=most,
            )
        )


class InvitationIsWithdrawn(DomainError):
    def __init__(self) -> None:
        super().__init__(_("This invitation is withdrawn. Send it again to open it."))


class NobodyToRemind(DomainError):
    def __init__(self) -> None:
        super().__init__(_("There is nobody to write to again right now."))


class InvitationUsed(LinkGone):
    def __init__(self) -> None:
        super().__init__(_("You have already joined with this link. Sign in to go on."))


class InvitationWithdrawn(LinkGone):
    def __init__(self) -> None:
        super().__init__(_("The organiser has withdrawn this invitation."))


class InvitationExpired(LinkGone):
    def __init__(self) -> None:
        super().__init__(_("Invitations work for 14 days, and this one is older."))


class CohortClosed(LinkGone):
    def __init__(self) -> None:
        super().__init__(_("Nobody can join here at the moment."))


class PolicyHasChanged(DomainError):
    def __init__(self) -> None:
        super().__init__(_("The policy has just been changed. Read the new version first."))


class WrongPassword(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("That password does not fit this e-mail address. Try again."), field="password"
        )


class AccountClosed(DomainError):
    def __init__(self) -> None:
        super().__init__(_("This account is closed. Write to your organisation."))
