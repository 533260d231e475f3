"""An event as a calendar file."""

from campaigns.outcomes.events.enums import EventStatus
from campaigns.outcomes.events.models import Event
from core.languages import localised


def calendar_file(event: Event, address: str) -> str:
    """Return the event as iCalendar text in UTC, readable by any calendar. Source: RFC 5545.

    A later time or place has a higher SEQUENCE, and one that is called off is sent as cancelled
    (RFC 5546), so that calendars change the entry they have instead of adding another.
    """
    from icalendar import Calendar, vText  # noqa: PLC0415 -- large, and no page needs it
    from icalendar import Event as Entry  # noqa: PLC0415 -- as above

    is_cancelled = event.status is EventStatus.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//Tillid//Tillid//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    entry = Entry()
    entry.add("uid", f"{event.id}@tillid")
    entry.add("dtstamp", event.changed_at or event.created_at)
    entry.add("sequence", event.sequence)
    entry.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    entry.add("organizer", address)
    entry.add("dtstart", event.starts_at)
    entry.add("dtend", event.ends_at)
    entry.add("summary", localised(event, "title"))
    entry.add("description", localised(event, "description"))
    entry["location"] = vText(event.place)
    entry.add("url", address)
    calendar.add_component(entry)
    return str(calendar.to_ical().decode())
