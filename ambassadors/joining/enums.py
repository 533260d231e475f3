"""States of an invitation and the screens of joining. A leaf: imports nothing from this project."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class InvitationState(StrEnum):
    """How far an invitation has come."""

    SENT = "sent"
    OPENED = "opened"
    JOINED = "joined"
    EXPIRED = "expired"
    REVOKED = "revoked"

    @property
    def label(self) -> LazyString:
        """The state as organisers read it."""
        return STATE_LABELS[self]


class Screen(StrEnum):
    """The five screens in their order; the value is the last part of the address."""

    WELCOME = "welcome"
    POLICY = "policy"
    WISHES = "wishes"
    WAYS = "ways"
    ACCOUNT = "account"

    @property
    def number(self) -> int:
        """Which of the five this is, from one."""
        return list(Screen).index(self) + 1

    @property
    def after(self) -> "Screen":
        """The next screen; the last one leads nowhere further."""
        return list(Screen)[min(self.number, len(Screen) - 1)]

    @property
    def before(self) -> "Screen":
        """The screen before; the first one has none."""
        return list(Screen)[max(self.number - 2, 0)]


STATE_LABELS = {
    InvitationState.SENT: _l("Sent"),
    InvitationState.OPENED: _l("Opened"),
    InvitationState.JOINED: _l("Joined"),
    InvitationState.EXPIRED: _l("Expired"),
    InvitationState.REVOKED: _l("Withdrawn"),
}
