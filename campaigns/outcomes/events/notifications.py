"""Mails to people who signed up, each in their own language."""

from flask_babel import force_locale
from flask_babel import gettext as _

from campaigns.outcomes.events.calendars import calendar_file
from campaigns.outcomes.events.models import SignUp
from core import mail
from core.formats import format_day, format_time, use_zone
from core.languages import localised


def send_confirmation(seat: SignUp, token: str) -> None:
    """Queue the mail with when, where, a calendar file and the link to cancel."""
    event = seat.event
    use_zone(event.organisation.timezone)
    address = mail.external_url("events_public.show_event", slug=event.slug)
    with force_locale(seat.locale):
        title = localised(event, "title")
        subject = _("You are signed up: %(event)s", event=title)
        when = _(
            "%(day)s from %(start)s to %(end)s",
            day=format_day(event.starts_at),
            start=format_time(event.starts_at),
            end=format_time(event.ends_at),
        )
        calendar = calendar_file(event, address)
    file = mail.Attachment(filename=f"{event.slug}.ics", mimetype="text/calendar", text=calendar)
    mail.write(
        "campaigns/sign_up",
        to=seat.email,
        locale=seat.locale,
        subject=subject,
        attachments=[file],
        name=seat.name,
        organisation_name=event.organisation.name,
        contact=event.organisation.contact,
        title=title,
        when=when,
        place=event.place,
        address=address,
        token=token,
    )
