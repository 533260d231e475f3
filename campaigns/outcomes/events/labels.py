"""What states, questions and answers are called on screen."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from campaigns.outcomes.enums import Source
from campaigns.outcomes.events.enums import FieldKind, Impression, State, Verdict

# Words and the kind of chip.
STATES: dict[State, tuple[LazyString, str]] = {
    State.DRAFT: (_("Draft"), "quiet"),
    State.OPEN: (_("Open for sign-up"), "good"),
    State.FULL: (_("Full"), "warn"),
    State.CLOSED: (_("Sign-up closed"), "quiet"),
    State.CANCELLED: (_("Cancelled"), "bad"),
    State.OVER: (_("Over"), "quiet"),
}
KINDS: dict[FieldKind, LazyString] = {
    FieldKind.TEXT: _("A line of text"),
    FieldKind.TICK: _("A box to tick"),
    FieldKind.CHOICE: _("One of several"),
}
LISTS: dict[str, LazyString] = {
    "coming": _("With a seat"),
    "came": _("Came"),
    "missed": _("Did not come"),
    "waiting": _("Waiting list"),
    "cancelled": _("Gave it back"),
}
QUESTIONS: dict[Impression, LazyString] = {
    Impression.INFORMED: _("Did it inform you?"),
    Impression.DECIDED: _("Did it help you decide?"),
}
VERDICTS: dict[Verdict, LazyString] = {
    Verdict.YES: _("Yes"),
    Verdict.PARTLY: _("A little"),
    Verdict.NO: _("No"),
}
HOW_WE_KNOW: dict[Source, LazyString] = {
    Source.LINK: _("By link"),
    Source.CODE: _("By code"),
    Source.TOLD_BY: _("Told by"),
    Source.NONE: _("Came by themselves"),
}
