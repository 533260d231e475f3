"""What states, questions and answers are called on screen."""

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from campaigns.outcomes.enums import Source
from campaigns.outcomes.events.enums import FieldKind, Impression, State, Verdict
from campaigns.outcomes.events.models import Event
from core.formats import format_day, format_time, use_zone

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


def when(event: Event) -> str:
    """Return when an event is, in its organisation's own time and the language in use."""
    use_zone(event.organisation.timezone)
    day, start = format_day(event.starts_at), format_time(event.starts_at)
    words = gettext("%(day)s from %(start)s to %(end)s", day=day, start=start,
                    end=format_time(event.ends_at))  # fmt: skip
    return str(words)
