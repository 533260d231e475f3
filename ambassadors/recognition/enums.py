"""How much of a name a badge's page shows. A leaf: imports nothing from this project."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class NameShown(StrEnum):
    """What of the holder's name everybody may read on the page of their badge."""

    NOTHING = "nothing"
    FIRST = "first"
    FULL = "full"

    @property
    def label(self) -> LazyString:
        """The choice in the holder's words."""
        return NAME_LABELS[self]


NAME_LABELS = {
    NameShown.NOTHING: _l("No name"),
    NameShown.FIRST: _l("My first name"),
    NameShown.FULL: _l("My whole name"),
}
