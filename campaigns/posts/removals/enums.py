"""How far it is with a post that is to go. A leaf."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class RemovalState(StrEnum):
    """From the question to the answer, to somebody who follows up, or to a new yes."""

    ASKED = "asked"
    REMOVED = "removed"
    CLEAR = "clear"
    ESCALATED = "escalated"
    MAY_STAY = "may_stay"

    @property
    def label(self) -> LazyString:
        """Return the state in words."""
        return STATE_LABELS[self]


STATE_LABELS = {
    RemovalState.ASKED: _l("asked"),
    RemovalState.REMOVED: _l("removed"),
    RemovalState.CLEAR: _l("does not show the picture"),
    RemovalState.ESCALATED: _l("no answer for 72 hours"),
    RemovalState.MAY_STAY: _l("may stay: there is a yes again"),
}
