"""Words on screen for how far outcomes got, how they came, and why they changed."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from campaigns.outcomes.enums import Cause, Source, Stage

STAGES = {
    Stage.SIGNED_UP: _l("Signed up"),
    Stage.CONFIRMED: _l("Confirmed"),
    Stage.NO_SHOW: _l("Did not turn up"),
    Stage.CANCELLED: _l("Signed off"),
    Stage.WITHDRAWN: _l("Taken back"),
}
CHIPS = {
    Stage.SIGNED_UP: "",
    Stage.CONFIRMED: "good",
    Stage.NO_SHOW: "warn",
    Stage.CANCELLED: "quiet",
    Stage.WITHDRAWN: "quiet",
}
SOURCES = {
    Source.LINK: _l("An ambassador’s link"),
    Source.CODE: _l("A code said aloud"),
    Source.TOLD_BY: _l("“Who told you?” at sign-up"),
    Source.IMPORT: _l("A list brought in"),
    Source.WEBHOOK: _l("Another system"),
    Source.BY_HAND: _l("Typed by hand"),
    Source.NONE: _l("By themselves"),
}
CAUSES = {
    Cause.NEWS: _l("News"),
    Cause.CORRECTION: _l("Correction"),
    Cause.IMPORT_UNDONE: _l("The list was undone"),
}
SEAT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CHOSEN = (Stage.SIGNED_UP, Stage.CONFIRMED, Stage.NO_SHOW, Stage.CANCELLED)


def shown_reference(reference: str) -> str:
    """Return an outcome's number as it is shown; seats of our own and hashes are told in short."""
    if SEAT.fullmatch(reference):
        return str(_("seat %(start)s", start=reference[:8]))
    if reference[:1] != "#":
        return reference
    return str(_("number %(start)s…", start=reference[1:7]))
