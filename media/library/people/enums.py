"""How far a consent reaches and how it came. A leaf."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class ConsentScope(StrEnum):
    """Which pictures a consent is about."""

    PICTURES = "pictures"
    OCCASION = "occasion"


class GivenBy(StrEnum):
    """How an answer came to us."""

    LINK = "link"
    ON_THE_SPOT = "on_the_spot"
    GUARDIAN = "guardian"
    PAPER = "paper"

    @property
    def label(self) -> LazyString:
        """Return the way in words."""
        return GIVEN_BY_LABELS[self]

    @property
    def label_of_no(self) -> LazyString:
        """Return in words how a no came: by letter or telephone, where a yes comes on paper."""
        return _l("noted here, as they asked") if self is GivenBy.PAPER else self.label


class PersonState(StrEnum):
    """How somebody in the register stands."""

    EVERYBODY = ""
    COVERED = "covered"
    NOT_ASKED = "not-asked"
    WAITING = "waiting"
    ENDED = "ended"
    DIVIDED = "divided"
    SAID_NO = "said-no"

    @property
    def label(self) -> LazyString:
        """Return the state in words."""
        return STATE_LABELS[self]


GIVEN_BY_LABELS = {
    GivenBy.LINK: _l("by their own link"),
    GivenBy.ON_THE_SPOT: _l("on the spot, by a link we showed"),
    GivenBy.GUARDIAN: _l("by their guardian"),
    GivenBy.PAPER: _l("on paper"),
}

STATE_LABELS = {
    PersonState.EVERYBODY: _l("All"),
    PersonState.COVERED: _l("Said yes"),
    PersonState.NOT_ASKED: _l("Not asked yet"),
    PersonState.WAITING: _l("Waiting for an answer"),
    PersonState.ENDED: _l("The consent has ended"),
    PersonState.DIVIDED: _l("Yes to some, no to others"),
    PersonState.SAID_NO: _l("Said no"),
}
