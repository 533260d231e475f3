"""An event as a calendar file."""

from datetime import date
from email.utils import parseaddr
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from campaigns.outcomes.events.enums import EventStatus
from campaigns.outcomes.events.models import Event
from core.languages import localised
from core.settings import current_settings

if TYPE_CHECKING:
    from icalendar import Event as Entry


def calendar_file(event: Event, address: str) -> str:
    """Return the event as iCalendar text that phones and office programs take. Source: RFC 5545.

    Times stand in the event's own zone, whose rules are in the file. A later time or place has a
    higher SEQUENCE, and one that is called off is sent as cancelled (RFC 5546), so that calendars
    change the entry they have instead of adding another.
    """
    from icalendar import Calendar  # noqa: PLC0415 -- large, and no page needs it

    calendar = Calendar()
    calendar.add("prodid", "-//Tillid//Tillid//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if event.status is EventStatus.CANCELLED else "PUBLISH")
    calendar.add_component(_entry(event, address))
    first, last = event.starts_at.year - 1, event.ends_at.year + 1
    calendar.add_missing_timezones(date(first, 1, 1), date(last, 12, 31))
    return str(calendar.to_ical().decode())


def _entry(event: Event, address: str) -> "Entry":
    from icalendar import Event as Entry  # noqa: PLC0415 -- as above
    from icalendar import vCalAddress, vText  # noqa: PLC0415 -- as above

    zone = ZoneInfo(event.organisation.timezone)
    entry = Entry()
    entry.add("uid", f"{event.id}@tillid")
    entry.add("dtstamp", event.changed_at or event.created_at)
    entry.add("sequence", event.sequence)
    is_cancelled = event.status is EventStatus.CANCELLED
    entry.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    # A mail address, since Outlook takes no other organizer.
    organizer = vCalAddress(f"mailto:{parseaddr(current_settings().mail_from)[1]}")
    organizer.params["cn"] = event.organisation.name
    entry["organizer"] = organizer
    entry.add("dtstart", event.starts_at.astimezone(zone))
    entry.add("dtend", event.ends_at.astimezone(zone))
    entry.add("summary", localised(event, "title"))
    entry.add("description", localised(event, "description"))
    entry["location"] = vText(event.place)
    entry.add("url", address)
    return entry
