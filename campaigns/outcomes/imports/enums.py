"""How far a list is, and what becomes of each of its rows. A leaf: imports nothing from rooms."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class ListState(StrEnum):
    """How far a list is. Nothing counts before it is confirmed."""

    READING = "reading"
    UNREADABLE = "unreadable"
    READY = "ready"
    COUNTING = "counting"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class Column(StrEnum):
    """What a column can hold, in the order the page asks."""

    REFERENCE = "reference"
    CODE = "code"
    STATUS = "status"
    DATE = "date"

    @property
    def label(self) -> LazyString:
        """The column as organisers read it."""
        return COLUMN_LABELS[self]


class RowFate(StrEnum):
    """What becomes of one row, and why."""

    COUNT = "count"
    CHANGE = "change"
    COUNTED = "counted"
    CHANGED = "changed"
    UNKNOWN_CODE = "unknown_code"
    UNKNOWN_STATUS = "unknown_status"
    BAD_DATE = "bad_date"
    NO_REFERENCE = "no_reference"
    LONG_REFERENCE = "long_reference"
    ID_NUMBER = "id_number"
    DOUBLE = "double"
    SAME = "same"
    OLDER = "older"

    @property
    def label(self) -> LazyString:
        """The fate as organisers read it."""
        return FATE_LABELS[self]

    @property
    def hint(self) -> LazyString:
        """The reason, as a whole sentence."""
        return FATE_HINTS[self]


WAITING = (RowFate.COUNT, RowFate.CHANGE)
TO_FIX = (
    RowFate.UNKNOWN_CODE,
    RowFate.UNKNOWN_STATUS,
    RowFate.BAD_DATE,
    RowFate.NO_REFERENCE,
    RowFate.LONG_REFERENCE,
    RowFate.ID_NUMBER,
)
NOTHING_NEW = (RowFate.DOUBLE, RowFate.SAME, RowFate.OLDER)

COLUMN_LABELS = {
    Column.REFERENCE: _l("Your own number"),
    Column.CODE: _l("Ambassador’s code or link"),
    Column.STATUS: _l("Status"),
    Column.DATE: _l("Date"),
}
FATE_LABELS = {
    RowFate.COUNT: _l("Will be counted"),
    RowFate.CHANGE: _l("Will be changed"),
    RowFate.COUNTED: _l("Counted"),
    RowFate.CHANGED: _l("Changed"),
    RowFate.UNKNOWN_CODE: _l("Code not known"),
    RowFate.UNKNOWN_STATUS: _l("Status not known"),
    RowFate.BAD_DATE: _l("Date not understood"),
    RowFate.NO_REFERENCE: _l("No number"),
    RowFate.LONG_REFERENCE: _l("Number too long"),
    RowFate.ID_NUMBER: _l("Looks like a CPR number"),
    RowFate.DOUBLE: _l("Twice in the list"),
    RowFate.SAME: _l("Known already"),
    RowFate.OLDER: _l("Older than what we know"),
}
FATE_HINTS = {
    RowFate.COUNT: _l("Is new here."),
    RowFate.CHANGE: _l("Is known here, and the list has news of it."),
    RowFate.COUNTED: _l("Is counted, and can be undone with the whole list."),
    RowFate.CHANGED: _l("What it was before stands in its history."),
    RowFate.UNKNOWN_CODE: _l("No ambassador in this campaign has this code. Is a letter wrong?"),
    RowFate.UNKNOWN_STATUS: _l(
        "Write one of: signed up, confirmed, not turned up, cancelled, in Danish or English."
    ),
    RowFate.BAD_DATE: _l("Write the day as 26-02-2026, and not one that is still to come."),
    RowFate.NO_REFERENCE: _l(
        "Without a number of its own we cannot tell that it is counted once only."
    ),
    RowFate.LONG_REFERENCE: _l("A number may have 80 letters. Is it in the right column?"),
    RowFate.ID_NUMBER: _l("We keep no CPR numbers. Use another number, such as the order's."),
    RowFate.DOUBLE: _l("The same number stands further up in the list. The first one counts."),
    RowFate.SAME: _l("Is counted already, just like this. Nothing changes."),
    RowFate.OLDER: _l("Something newer has been told about it, which stands."),
}
