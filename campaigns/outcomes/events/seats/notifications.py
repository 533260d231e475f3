"""Mails to people who signed up, each in their own language."""

from collections.abc import Callable

from flask_babel import LazyString, force_locale
from flask_babel import lazy_gettext as _l

from campaigns.outcomes.events import labels
from campaigns.outcomes.events.calendars import calendar_file
from campaigns.outcomes.events.models import Event, SignUp
from campaigns.outcomes.events.seats import operations
from core import mail
from core.languages import localised


def send_confirmation(seat: SignUp, token: str) -> None:
    """Queue the mail with when, where, a calendar file and the link to the seat or the turn."""
    if seat.turn is not None:
        _send(seat, "waiting", _l("You are on the waiting list: %(event)s"), token=token)
        return
    _send(seat, "sign_up", _l("You are signed up: %(event)s"), token=token, has_calendar=True)


def send_moved_up(seat: SignUp) -> None:
    """Tell somebody who waited that they have a seat, and how to say no."""
    _send(seat, "moved_up", _l("There is a seat for you: %(event)s"), has_calendar=True)


def send_changed(seat: SignUp) -> None:
    """Tell of a new time or place."""
    _send(seat, "event_changed", _l("New time or place: %(event)s"), has_calendar=True)


def send_called_off(seat: SignUp) -> None:
    """Tell that there will be no event."""
    _send(seat, "event_called_off", _l("Cancelled: %(event)s"), has_calendar=True)


def send_reminder(seat: SignUp) -> None:
    """Remind somebody the day before."""
    _send(seat, "event_reminder", _l("Tomorrow: %(event)s"))


def send_thanks(seat: SignUp) -> None:
    """Thank somebody and ask two questions, each answered by one tap or not at all."""
    _send(seat, "event_thanks", _l("Thank you for signing up: %(event)s"))


def send_message(seat: SignUp, subject: str, text: str) -> None:
    """Pass on what an organiser writes to those who signed up."""
    _send(seat, "event_message", subject, text=text)


# What a job may be asked to tell everybody, by name.
TELLINGS: dict[str, Callable[[SignUp], None]] = {
    "changed": send_changed,
    "called_off": send_called_off,
}


def _send(
    seat: SignUp,
    template: str,
    subject: LazyString | str,
    *,
    token: str = "",
    has_calendar: bool = False,
    text: str = "",
) -> None:
    event = seat.event
    with force_locale(seat.locale):
        title, when = localised(event, "title"), labels.when(event)
        files = [_calendar(event)] if has_calendar else []
        words = str(subject).replace("%(event)s", title)
    mail.write(
        f"campaigns/{template}",
        to=seat.email,
        locale=seat.locale,
        subject=words,
        attachments=files,
        name=seat.name,
        title=title,
        when=when,
        place=event.place,
        **_sender(event),
        address=_address(event),
        token=token or operations.link_token(seat),
        text=text,
    )


def _sender(event: Event) -> dict[str, str | int | None]:
    """Return who writes, and for how many days they keep who signed up."""
    organisation = event.organisation
    return {
        "organisation_name": organisation.name,
        "contact": organisation.contact,
        "kept_days": event.kept_days,
    }


def _calendar(event: Event) -> mail.Attachment:
    words = calendar_file(event, _address(event))
    return mail.Attachment(filename=f"{event.slug}.ics", mimetype="text/calendar", text=words)


def _address(event: Event) -> str:
    return mail.external_url("events_public.show_event", slug=event.slug)
