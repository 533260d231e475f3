"""Who is in a sent picture, and how far a contribution has come. A leaf."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class InPicture(StrEnum):
    """Who can be recognised, as its sender says."""

    NOBODY = "nobody"
    ONLY_ME = "only_me"
    OTHERS = "others"

    @property
    def label(self) -> LazyString:
        """Return the answer in the sender's words."""
        return IN_PICTURE_LABELS[self]


class ContributionState(StrEnum):
    """How far it has come."""

    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REVOKED = "revoked"

    @property
    def label(self) -> LazyString:
        """Return the state as organisers read it."""
        return STATE_LABELS[self]


IN_PICTURE_LABELS = {
    InPicture.NOBODY: _l("Nobody who can be recognised"),
    InPicture.ONLY_ME: _l("Only me"),
    InPicture.OTHERS: _l("Others, and I have asked each of them"),
}
STATE_LABELS = {
    ContributionState.SENT: _l("Not answered yet"),
    ContributionState.ACCEPTED: _l("In the library"),
    ContributionState.DECLINED: _l("Not used"),
    ContributionState.REVOKED: _l("Taken back"),
}
