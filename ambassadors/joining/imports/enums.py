"""How far a list is, and what becomes of each of its rows. A leaf: imports nothing from rooms."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class ImportState(StrEnum):
    """How far a list is. Nobody is invited before it is confirmed."""

    READING = "reading"
    UNREADABLE = "unreadable"
    READY = "ready"
    INVITING = "inviting"
    STOPPED = "stopped"
    DONE = "done"


class Column(StrEnum):
    """What a column can hold, in the order the page asks."""

    EMAIL = "email"
    NAME = "name"
    LAST_NAME = "last_name"
    UNIT = "unit"
    LANGUAGE = "language"

    @property
    def label(self) -> LazyString:
        """The column as organisers read it."""
        return COLUMN_LABELS[self]


class UnknownUnits(StrEnum):
    """What to do with rows whose unit we do not know."""

    BLANK = "blank"
    SKIP = "skip"

    @property
    def label(self) -> LazyString:
        """The choice as organisers read it."""
        return UNKNOWN_UNIT_LABELS[self]


class RowFate(StrEnum):
    """What becomes of one row, and why."""

    INVITE = "invite"
    INVITED = "invited"
    UNKNOWN_UNIT = "unknown_unit"
    ALREADY_INVITED = "already_invited"
    ALREADY_AMBASSADOR = "already_ambassador"
    DOUBLE = "double"
    NO_ADDRESS = "no_address"
    NOT_AN_ADDRESS = "not_an_address"
    NAME_TOO_LONG = "name_too_long"

    @property
    def label(self) -> LazyString:
        """The fate as organisers read it."""
        return FATE_LABELS[self]

    @property
    def hint(self) -> LazyString:
        """The reason, as a whole sentence."""
        return FATE_HINTS[self]


COLUMN_LABELS = {
    Column.EMAIL: _l("E-mail address"),
    Column.NAME: _l("Name, or first name"),
    Column.LAST_NAME: _l("Last name"),
    Column.UNIT: _l("Unit"),
    Column.LANGUAGE: _l("Language"),
}
UNKNOWN_UNIT_LABELS = {
    UnknownUnits.BLANK: _l("Invite them without a unit"),
    UnknownUnits.SKIP: _l("Leave them out"),
}
FATE_LABELS = {
    RowFate.INVITE: _l("Will be invited"),
    RowFate.INVITED: _l("Invited"),
    RowFate.UNKNOWN_UNIT: _l("Unit not known"),
    RowFate.ALREADY_INVITED: _l("Already invited"),
    RowFate.ALREADY_AMBASSADOR: _l("Takes part already"),
    RowFate.DOUBLE: _l("Twice in the list"),
    RowFate.NO_ADDRESS: _l("No address"),
    RowFate.NOT_AN_ADDRESS: _l("Not an address"),
    RowFate.NAME_TOO_LONG: _l("Name too long"),
}
FATE_HINTS = {
    RowFate.INVITE: _l("Gets a mail with a personal link."),
    RowFate.INVITED: _l("Gets a mail with a personal link."),
    RowFate.UNKNOWN_UNIT: _l("The organisation has no unit of this name. Invited without one."),
    RowFate.ALREADY_INVITED: _l("Has been invited before. Send it again from the list if needed."),
    RowFate.ALREADY_AMBASSADOR: _l("Takes part already, so no mail is sent."),
    RowFate.DOUBLE: _l("Stands further up in the list. The first one counts."),
    RowFate.NO_ADDRESS: _l("There is no e-mail address in this row."),
    RowFate.NOT_AN_ADDRESS: _l("Write the address in full, such as anna@example.dk."),
    RowFate.NAME_TOO_LONG: _l("Names may have 120 letters. Is it in the right column?"),
}
