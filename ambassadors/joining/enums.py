"""Ways in, states, and the screens of joining. A leaf: imports nothing from this project."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class InvitationState(StrEnum):
    """How far an invitation has come."""

    WAITING = "waiting"
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


class JoinMode(StrEnum):
    """How people come into a cohort. By invitation is possible in each of them."""

    INVITATION = "invitation"
    APPLICATION = "application"
    OPEN_LINK = "open_link"

    @property
    def label(self) -> LazyString:
        """The way in as organisers read it."""
        return MODE_LABELS[self]

    @property
    def hint(self) -> LazyString:
        """What choosing it means."""
        return MODE_HINTS[self]


class JoinField(StrEnum):
    """What a join page can ask besides name and address, in the order it is asked."""

    UNIT = "unit"
    FUNCTION = "function"
    TOPICS = "topics"
    CHANNELS = "channels"
    ACTIVE_WHERE = "active_where"
    WHY = "why"

    @property
    def label(self) -> LazyString:
        """The question as organisers choose it."""
        return FIELD_LABELS[self]


class ApplicationState(StrEnum):
    """How far an application has come. Before the guardian's yes nobody sees it.

    While UNCONFIRMED a guardian is named, and asked only when the applicant says so by mail.
    """

    UNCONFIRMED = "unconfirmed"
    AWAITING_GUARDIAN = "awaiting_guardian"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"

    @property
    def label(self) -> LazyString:
        """The state as organisers read it."""
        return APPLICATION_LABELS[self]


class Verdict(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"


class AgeGroup(StrEnum):
    """What somebody says about their age. It is never stored."""

    CHILD = "under"
    WITH_GUARDIAN = "guardian"
    OLD_ENOUGH = "enough"


STATE_LABELS = {
    InvitationState.WAITING: _l("Not sent yet"),
    InvitationState.SENT: _l("Sent"),
    InvitationState.OPENED: _l("Opened"),
    InvitationState.JOINED: _l("Joined"),
    InvitationState.EXPIRED: _l("Expired"),
    InvitationState.REVOKED: _l("Withdrawn"),
}
MODE_LABELS = {
    JoinMode.INVITATION: _l("By invitation only"),
    JoinMode.APPLICATION: _l("By application"),
    JoinMode.OPEN_LINK: _l("By an open link"),
}
MODE_HINTS = {
    JoinMode.INVITATION: _l("Nobody can ask for a place; you invite those you want with you."),
    JoinMode.APPLICATION: _l("Anybody can apply, you choose, and everybody gets an answer."),
    JoinMode.OPEN_LINK: _l("Whoever has the link joins at once, until the places or days are up."),
}
FIELD_LABELS = {
    JoinField.UNIT: _l("Unit"),
    JoinField.FUNCTION: _l("What they do or study"),
    JoinField.TOPICS: _l("What they like to tell about"),
    JoinField.CHANNELS: _l("Where they like to tell it"),
    JoinField.ACTIVE_WHERE: _l("Where they are active already"),
    JoinField.WHY: _l("Why they want to join"),
}
APPLICATION_LABELS = {
    ApplicationState.UNCONFIRMED: _l("Waits for the applicant"),
    ApplicationState.AWAITING_GUARDIAN: _l("Waits for a guardian"),
    ApplicationState.RECEIVED: _l("Not answered"),
    ApplicationState.ACCEPTED: _l("Accepted"),
    ApplicationState.DECLINED: _l("Declined"),
}
