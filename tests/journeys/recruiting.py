"""Recruiting: those who apply, a guardian, and the organiser who chooses among them."""

from collections.abc import Iterable
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.person import LOCALES, PHONE, Person, Walk
from tests.journeys.staff import Staff
from tests.journeys.words import Words

SLUG = "via-foraar"


class Applicant(Person):
    """Somebody who has seen the poster; reads Danish or English."""

    def __init__(self, walk: Walk, language: str) -> None:
        super().__init__(walk, size=PHONE, has_touch=True, locale=LOCALES[language])
        self.words = Words(language)

    def scan(self, age: str) -> None:
        """Open the page from the poster, read, and say how old one is."""
        self.open(f"/join/{SLUG}")
        self.tick("age", age)
        self.press("Continue")

    def apply(self, *, name: str, email: str, why: str, guardian: str = "") -> None:
        """Answer what is asked, once the age is said."""
        age = "guardian" if guardian else "enough"
        if f"age={age}" not in self.page.url:
            self.open(f"/join/{SLUG}/form?age={age}")
        self.fill(name=name, email=email, why=why)
        if guardian:
            self.fill(guardian_email=guardian)
        self.press("Send my application")
        self.sees("Thank you. Now look in your mail.")

    def name_guardian(self, email: str) -> None:
        """Open one's own mail, look at whose address it is, and let them be asked."""
        self.open(self.mail_link(email, part="/applications/"))
        self.press("Ask them")


class Guardian(Person):
    """A parent with a phone and no account, written to in the language the child chose."""

    def __init__(self, walk: Walk) -> None:
        super().__init__(walk, size=PHONE, has_touch=True)
        self.words = Words("da")

    def say_yes(self, email: str, *, child: str) -> None:
        """Read what the child wants, and agree."""
        self.open(self.mail_link(email, part="/guardian/"))
        self.heading(child)
        self.fill(name="Karen Toft")
        self.page.locator("[name=is_guardian]").check()
        self.press("Yes, %(name)s may join", name=child)
        self.heading(self.words("You have said yes to %(name)s", name=child))


class Recruiter(Staff):
    """The organiser, choosing."""

    applications: str = ""

    def open_page(self, today: date) -> None:
        """Let people apply, until a day, and ask them why."""
        self.follow(self.page.get_by_role("link", name=self.words("Applications")))
        self.applications = self.page.url
        self.press("Choose the way in")
        self.tick("mode", "application")
        self.fill(slug=SLUG, closes_on=today + timedelta(days=14))
        self.fill(decided_by=today + timedelta(days=28))
        self.fill(intro_da="Vi søger fem nye stemmer.", intro_en="We look for five new voices.")
        self.press("Save")
        self.sees("Saved.")
        with self.page.expect_download() as poster:
            self.control(self.words("Poster in Danish")).click()
        assert poster.value.suggested_filename == f"{SLUG}-da.pdf"

    def see_list(self, show: str = "") -> Page:
        """Open the list of applications, or a part of it."""
        self.open(f"{self.applications}?show={show}" if show else self.applications)
        return self.page

    def numbers(self) -> tuple[str, ...]:
        """Return how many applied, how many are accepted and how many declined."""
        shown = self.see_list().locator(".numbers .stat__number")
        return tuple(shown.all_inner_texts())

    def shortlist(self, names: Iterable[str]) -> None:
        """Put some on the shortlist."""
        for name in names:
            row = self.see_list().locator("li.applicant").filter(has_text=name)
            self.follow(row.get_by_role("button", name=self.words("Shortlist")))
            expect(row.get_by_text(self.words("On the shortlist"))).to_be_visible()

    def answer_all(self, show: str, *, verdict: str, add: dict[str, str]) -> None:
        """Say yes or no to everybody in a part of the list, with words of one's own in the mail."""
        self.see_list(show)
        self.follow(self.page.locator("a[href*='chosen=all']"))
        self.follow(self.page.locator(f"button[value={verdict}]"))
        for locale, words in add.items():
            body = self.page.locator(f"[name=body_{locale}]")
            body.fill(f"{body.input_value()}\n\n{words}")
        self.press("Look at it before it is sent")
        for words in add.values():
            self.reads(words)
        self.follow_twice(self.page.locator("button[value=send]"))
        self.press("Send now")
