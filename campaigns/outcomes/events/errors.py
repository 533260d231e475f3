"""Rules an event or a sign-up can refuse on."""

from flask_babel import gettext as _
from flask_babel import ngettext

from core.errors import DomainError


class EventFull(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Every seat is taken. Try again later: some people cancel."))


class EventOver(DomainError):
    def __init__(self) -> None:
        super().__init__(_("This event is over, so it is too late to sign up."))


class TooLateToCancel(DomainError):
    def __init__(self) -> None:
        super().__init__(_("This event is over, so there is no seat to give back."))


class SignUpClosed(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Sign-up has closed."))


class AlreadySignedUp(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "This address is already signed up. "
                "The mail we sent has a link to cancel, and we have just sent it again."
            ),
            field="email",
        )


class CapacityTooSmall(DomainError):
    def __init__(self, taken: int) -> None:
        super().__init__(
            ngettext(
                "%(num)d person has signed up, so there must be at least one seat.",
                "%(num)d people have signed up, so there must be at least that many seats.",
                taken,
            ),
            field="capacity",
        )


class TooEarlyToMiss(DomainError):
    def __init__(self) -> None:
        super().__init__(_("The event has not begun, so nobody has stayed away yet."))


class EventCalledOff(DomainError):
    def __init__(self) -> None:
        super().__init__(_("This event is cancelled, and everybody has been told."))


class TooManyQuestions(DomainError):
    def __init__(self, most: int) -> None:
        super().__init__(_("Ask at most %(most)s things. Each one keeps somebody away.", most=most))


class KeptLonger(DomainError):
    def __init__(self, days: int) -> None:
        super().__init__(
            ngettext(
                "Those who have signed up were promised to be forgotten after %(num)d day.",
                "Those who have signed up were promised to be forgotten after %(num)d days.",
                days,
            ),
            field="kept_days",
        )
