"""Rules about the second step that can be broken."""

from datetime import datetime

from flask_babel import gettext as _

from core.errors import DomainError
from core.formats import format_time


class CodeRefused(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "That code does not fit, or you have used it. Take the one your app shows now. "
                "If that fails too, set your phone's clock to automatic."
            ),
            field="code",
        )


class RecoveryCodeRefused(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("That code is not one of yours, or you have used it. Try the next on your list."),
            field="code",
        )


class CodesStopped(DomainError):
    def __init__(self, until: datetime) -> None:
        super().__init__(
            _(
                "Too many wrong codes. No code is read before %(time)s. Was it not you? Then "
                "somebody knows your password: choose a new one now.",
                time=format_time(until),
            ),
            field="code",
        )


class SetUpExpired(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("The code picture was more than half an hour old. Scan the new one below."),
            field="code",
        )


class LastFactorRequired(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Owners and organisers need a second step here, and this is your last one. "
                "Set another one up first; then you can take this away."
            )
        )


class SecondStepShared(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "This person has roles outside your organisation too, so you cannot take their "
                "second step away. Those who run this installation can."
            )
        )


class PasskeyRefused(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("That passkey could not be read. Try again, or use another way to sign in.")
        )


class PasskeyKnown(DomainError):
    def __init__(self) -> None:
        super().__init__(_("That passkey is here already."))


class PasskeyNameTaken(DomainError):
    def __init__(self) -> None:
        super().__init__(_("You have a passkey of that name. Choose another."), field="name")


class TooManyPasskeys(DomainError):
    def __init__(self, most: int) -> None:
        super().__init__(
            _("You have %(most)s passkeys. Remove one you do not use first.", most=most)
        )
