"""How a picture was fetched, and what there is to say about a kit in one tap. A leaf."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class FetchWay(StrEnum):
    """The way a picture left our pages for somebody's own phone."""

    SHARE = "share"
    SAVE = "save"
    ZIP = "zip"

    @property
    def label(self) -> LazyString:
        """Return the way in words."""
        return WAY_LABELS[self]


class FeedbackKind(StrEnum):
    """What an ambassador says of a kit in one tap."""

    FITS = "fits"
    MORE_LOCAL = "more_local"
    NOT_MY_VOICE = "not_my_voice"
    OTHER_PICTURES = "other_pictures"

    @property
    def label(self) -> LazyString:
        """Return it in words."""
        return FEEDBACK_LABELS[self]


WAY_LABELS = {
    FetchWay.SHARE: _l("Shared"),
    FetchWay.SAVE: _l("Saved"),
    FetchWay.ZIP: _l("In the zip file"),
}
FEEDBACK_LABELS = {
    FeedbackKind.FITS: _l("Just right for me"),
    FeedbackKind.MORE_LOCAL: _l("I would like it more local"),
    FeedbackKind.NOT_MY_VOICE: _l("The words do not sound like me"),
    FeedbackKind.OTHER_PICTURES: _l("I miss other pictures"),
}
