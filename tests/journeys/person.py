"""Somebody with a browser of their own, in front of the running product.

Every page they come to is inspected by axe, unless one that is built alike was. A request to any
other host, an error in the browser's console or in a script is kept and fails the test at its end.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, Request, expect

from tests.browsing import wait_until_ready
from tests.inspection import Inspected, violations
from tests.journeys.words import Words
from tests.services import PATIENCE, Mailbox, Running

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
LOCALES = {"da": "da-DK", "en": "en-GB"}
# Those who drive a browser by program call themselves so, and are not counted as visitors.
AGENT = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[\w-]{32,}")  # keys, and one-time tokens
LINK = re.compile(r"https?://\S+")


@dataclass
class Walk:
    """One run of the product, the language it is walked in, and what went wrong on the way."""

    browser: Browser
    running: Running
    mailbox: Mailbox
    words: Words
    inspected: Inspected
    seen: set[tuple[str, str, int]] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)
    people: list["Person"] = field(default_factory=list)

    def story(self) -> str:
        """Return where everybody is and what went wrong, to read when a walk has failed."""
        lines = [f"{type(person).__name__} at {person.where()}" for person in self.people]
        log = self.running.log.read_text(errors="replace")[-3000:]
        return "\n".join([*lines, *self.troubles, log])


class Person:
    """One person with one browser; ``width`` of 390 is a phone, of 1280 a desk."""

    password = ""

    def __init__(self, walk: Walk, *, size: dict[str, int], **options: Any) -> None:
        self.walk, self.words = walk, walk.words
        self.is_inspected = False  # axe itself styles elements, which the page's own rules refuse
        options.setdefault("java_script_enabled", True)
        self.has_script = bool(options["java_script_enabled"])
        options.setdefault("locale", LOCALES[walk.words.language])
        options.setdefault("reduced_motion", "reduce")  # nothing is measured on its way
        self.context = walk.browser.new_context(viewport=size, user_agent=AGENT, **options)
        self.context.set_default_timeout(PATIENCE * 1000)
        self.context.on("request", self._note_request)
        self.context.on("console", self._note_console)
        self.context.on("weberror", lambda error: self._note(f"script: {error.error}"))
        self.page: Page = self.context.new_page()
        walk.people.append(self)

    def where(self) -> str:
        """Return the address this person is at and what stands there."""
        if self.page.is_closed() or self.page.url == "about:blank":
            return "home"
        return f"{self.page.url}\n{self.page.locator('main').first.inner_text()[:1500]}"

    def _note(self, trouble: str) -> None:
        self.walk.troubles.append(f"{self.page.url}: {trouble}")

    def _note_request(self, request: Request) -> None:
        host = urlsplit(request.url).netloc
        if host and host != urlsplit(self.walk.running.address).netloc:
            self._note(f"asked another host: {request.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not self.is_inspected:
            self._note(f"console: {message.text}")

    @contextmanager
    def expecting_refusal(self) -> Iterator[None]:
        """Let the browser complain of a page that is rightly refused."""
        before = len(self.walk.troubles)
        yield
        said = self.walk.troubles[before:]
        self.walk.troubles[before:] = [one for one in said if "Failed to load resource" not in one]

    def open(self, address: str) -> None:
        """Go to an address of the product, or to a whole one from a mail."""
        whole = address if "://" in address else self.walk.running.address + address
        self.page.goto(whole)
        self.look()

    def press(self, message: str, *, within: str = "body", **values: object) -> None:
        """Press the button or follow the link with these words, and arrive on the next page."""
        self.follow(self.control(self.words(message, **values), within=within))

    def follow(self, control: Locator) -> None:
        """Press something that leads to another page, once this page is there and stays."""
        control.wait_for()
        self.settle()
        with self.page.expect_navigation():
            control.click()
        self.look()

    def follow_twice(self, control: Locator) -> None:
        """Press twice, as an impatient finger does: before the page can have become another."""
        control.wait_for()
        self.settle()
        with self.page.expect_navigation():
            control.evaluate("(button) => { button.click(); button.click(); }")
        self.look()

    def control(self, text: str, *, within: str = "body") -> Locator:
        """Return the first visible button or link that begins with these words."""
        place, name = self.page.locator(within), re.compile(rf"^\s*{re.escape(text)}")
        both = place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name))
        return both.filter(visible=True).first

    def fill(self, **fields: object) -> None:
        """Type into fields by their names."""
        for name, value in fields.items():
            self.page.locator(f"[name='{name}']").fill(str(value))

    def tick(self, name: str, value: str) -> None:
        """Tick or choose one of several by its value."""
        self.page.locator(f"input[name='{name}'][value='{value}']").check()

    def sees(self, message: str, **values: object) -> None:
        """Wait until words stand on the page."""
        self.reads(self.words(message, **values))

    def reads(self, text: str) -> None:
        """Wait until a text stands on the page, word for word."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def heading(self, text: str) -> None:
        """Wait until the page's heading holds a text."""
        expect(self.page.locator("h1")).to_contain_text(text)

    def eventually(self, right: Callable[[], bool]) -> None:
        """Load the page again until it shows what it should.

        It may be on its way to another by itself while it is asked or loaded.
        """
        end = monotonic() + PATIENCE
        while True:
            with suppress(Error):
                if right():
                    return
            assert monotonic() < end, self.page.locator("main").inner_text()
            self.page.wait_for_timeout(200)
            with suppress(Error):
                self.page.reload()
            self.settle()

    def settle(self) -> None:
        """Let the page's scripts be there before anything is pressed."""
        if self.has_script:
            wait_until_ready(self.page)

    def look(self) -> None:
        """Inspect the page with axe, unless one like it was inspected on any walk."""
        self.settle()
        if not self.has_script:
            return
        try:
            self._inspect()
        except Error as error:
            if "navigation" not in str(error):
                raise
            self.settle()  # it has gone on by itself meanwhile, as a page does whose list is read
            self._inspect()

    def _inspect(self) -> None:
        path = IDS.sub("…", urlsplit(self.page.url).path)
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        kind = (path, IDS.sub("…", self.page.locator("h1").first.inner_text()), width)
        if kind in self.walk.seen:
            return
        self.walk.seen.add(kind)
        if not self.walk.inspected.is_new(self.page):
            return
        self.is_inspected = True
        try:
            found = violations(self.page)
        finally:
            self.is_inspected = False
        for fault in found:
            places = [node["target"] for node in fault["nodes"]][:5]
            self._note(f"axe at {width} px: {fault['id']}: {fault['help']} {places}")

    def sign_in(self, email: str) -> None:
        """Sign in with the password chosen before."""
        self.context.clear_cookies()
        self.open("/sign-in")
        self.fill(email=email, password=self.password)
        self.press("Sign in", within="main")

    def mail_link(self, email: str, *, number: int = 1, part: str = "/") -> str:
        """Return the first link with ``part`` in a mail that has arrived."""
        message = self.walk.mailbox.wait_for(email, number=number)
        body = message.get_body(("plain",))
        assert body is not None
        return next(link for link in LINK.findall(body.get_content()) if part in link)

    def leave(self) -> None:
        """Close the browser."""
        self.context.close()
