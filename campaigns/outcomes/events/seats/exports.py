"""Sign-ups as a file: the rows on the page, each with what was asked."""

from collections.abc import Iterable

from flask_babel import gettext as _

from campaigns.outcomes.events.enums import FieldKind
from campaigns.outcomes.events.labels import HOW_WE_KNOW
from campaigns.outcomes.events.models import Event, EventField, SignUp
from core.formats import format_datetime
from core.languages import localised


def headings(event: Event) -> list[str]:
    """Return the columns' names."""
    asked = [localised(field, "label") for field in event.fields]
    return [_("Name"), _("E-mail"), _("Signed up"), _("State"), _("Who told"), *asked]


def rows(event: Event, seats: Iterable[SignUp]) -> Iterable[list[object]]:
    """Return the cells of each row."""
    for seat in seats:
        said = [answer(field, seat) for field in event.fields]
        signed_up = format_datetime(seat.created_at)
        yield [seat.name, seat.email, signed_up, state_of(seat), who_told(seat), *said]


def answer(field: EventField, seat: SignUp) -> str:
    """Return what somebody answered, as it is read."""
    said = str(seat.answers.get(str(field.id), ""))
    return _("Yes") if said and field.kind is FieldKind.TICK else said


def state_of(seat: SignUp) -> str:
    """Return what has become of a sign-up, in words."""
    if seat.cancelled_at:
        return str(_("Gave it back"))
    if seat.turn is not None:
        return str(_("Waiting list"))
    if seat.confirmed_at:
        return str(_("Came"))
    return str(_("Did not come") if seat.missed_at else _("With a seat"))


def who_told(seat: SignUp) -> str:
    """Say how we know who told them, and who that was; what is only typed is said to be so."""
    how = str(HOW_WE_KNOW[seat.source])
    if seat.participation is not None:
        return f"{how}: {seat.participation.ambassador.user.name}"
    return _("Told by: »%(words)s«", words=seat.told_by) if seat.told_by else how
