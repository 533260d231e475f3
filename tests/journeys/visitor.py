"""The visitor: follows an ambassador's link, signs up, and gets a mail with a calendar file."""

from email.message import EmailMessage

import icalendar
from playwright.sync_api import expect

from tests.journeys.person import PHONE, Person, Walk


class Visitor(Person):
    """Somebody who saw a post."""

    def __init__(self, walk: Walk, **options: object) -> None:
        super().__init__(walk, size=PHONE, has_touch=True, **options)

    def follow_link(self, link: str, *, event: str, is_neutral: bool = False) -> None:
        """Follow an ambassador's link to the event, its code carried along unless she has left."""
        self.open(link)
        self.heading(event)
        code = "" if is_neutral else link.rsplit("/", 1)[1]
        expect(self.page.locator("[name=code]")).to_have_value(code)

    def sign_up(self, *, name: str, email: str) -> EmailMessage:
        """Sign up; return the mail that arrives."""
        self.fill(name=name, email=email)
        self.press("Sign me up")
        self.heading(self.words("You are signed up"))
        return self.walk.mailbox.wait_for(email)


def calendar_of(message: EmailMessage) -> icalendar.Calendar:
    """Return the calendar file that came with a mail."""
    files = [
        part for part in message.iter_attachments() if part.get_content_type() == "text/calendar"
    ]
    (file,) = files
    return icalendar.Calendar.from_ical(file.get_payload(decode=True))
