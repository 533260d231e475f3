"""What came of what another system told. A leaf: imports nothing from rooms."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class Verdict(StrEnum):
    """What came of one message."""

    COUNTED = "counted"
    CHANGED = "changed"
    SAME = "same"
    OLDER = "older"
    TEST = "test"
    NOT_SIGNED = "not_signed"
    BAD_SIGNATURE = "bad_signature"
    BAD_TIME = "bad_time"
    NOT_UNDERSTOOD = "not_understood"
    NO_REFERENCE = "no_reference"
    ID_NUMBER = "id_number"
    UNKNOWN_CODE = "unknown_code"
    UNKNOWN_STATUS = "unknown_status"
    NOT_RUNNING = "not_running"
    WAITING = "waiting"
    AWAY = "away"
    TOKEN_REFUSED = "token_refused"  # noqa: S105 -- a verdict
    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"

    @property
    def label(self) -> LazyString:
        """The verdict as organisers read it."""
        return VERDICT_LABELS[self]

    @property
    def hint(self) -> LazyString:
        """The reason, and what to do, as a whole sentence."""
        return VERDICT_HINTS[self]


DONE = frozenset({Verdict.COUNTED, Verdict.CHANGED, Verdict.SAME, Verdict.OLDER, Verdict.TEST})
VERDICT_LABELS = {
    Verdict.COUNTED: _l("Counted"),
    Verdict.CHANGED: _l("Changed"),
    Verdict.SAME: _l("Known already"),
    Verdict.OLDER: _l("Older than what we know"),
    Verdict.TEST: _l("Test understood"),
    Verdict.NOT_SIGNED: _l("Not signed"),
    Verdict.BAD_SIGNATURE: _l("Wrong signature"),
    Verdict.BAD_TIME: _l("Too old"),
    Verdict.NOT_UNDERSTOOD: _l("Not understood"),
    Verdict.NO_REFERENCE: _l("No number"),
    Verdict.ID_NUMBER: _l("Looks like a CPR number"),
    Verdict.UNKNOWN_CODE: _l("Code not known"),
    Verdict.UNKNOWN_STATUS: _l("Status not known"),
    Verdict.NOT_RUNNING: _l("Campaign is a draft"),
    Verdict.WAITING: _l("Is being asked for"),
    Verdict.AWAY: _l("No answer"),
    Verdict.TOKEN_REFUSED: _l("Token refused"),
    Verdict.NOT_FOUND: _l("Not found there"),
    Verdict.NOT_ALLOWED: _l("Address not allowed"),
}
VERDICT_HINTS = {
    Verdict.COUNTED: _l("A new outcome."),
    Verdict.CHANGED: _l("We knew of it, and this was news."),
    Verdict.SAME: _l("We knew it just like this. Nothing changed."),
    Verdict.OLDER: _l("Something newer had been told about it, which stands."),
    Verdict.TEST: _l("The signature and the message are right. A test counts nothing."),
    Verdict.NOT_SIGNED: _l(
        "The message came without the three webhook headers, so it was refused."
    ),
    Verdict.BAD_SIGNATURE: _l(
        "The message was not signed with our secret. Has it been changed, or copied in part?"
    ),
    Verdict.BAD_TIME: _l(
        "The message was signed more than five minutes ago, or ahead. Is the clock right?"
    ),
    Verdict.NOT_UNDERSTOOD: _l("The message is not JSON of the shape that we read."),
    Verdict.NO_REFERENCE: _l("Each message needs a reference: your own number for it."),
    Verdict.ID_NUMBER: _l("We keep no CPR numbers. Send another number, such as the order's."),
    Verdict.UNKNOWN_CODE: _l("No ambassador in this campaign has the code. Nothing was counted."),
    Verdict.UNKNOWN_STATUS: _l("Send one of: signed_up, confirmed, no_show, cancelled."),
    Verdict.NOT_RUNNING: _l("Launch the campaign first, and have the message sent again."),
    Verdict.WAITING: _l("pretix has told of it, and we ask what it is."),
    Verdict.AWAY: _l("pretix was asked several times and did not answer. Ask again later."),
    Verdict.TOKEN_REFUSED: _l(
        "pretix does not accept the token. May its team view this event’s orders?"
    ),
    Verdict.NOT_FOUND: _l("pretix knows no such thing. Are the short names right?"),
    Verdict.NOT_ALLOWED: _l("The address leads into an inner network, which we do not ask."),
}
