"""Looking at a page as a browser shows it: what axe says, what can be seen, reached and hit."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

from tests.browsing import wait_until_ready
from tests.inspection import violations

LOOK = Path(__file__).with_name("look.js").read_text(encoding="utf-8")
SHOW_PICTURES = """() => {
  const pictures = [...document.images];
  pictures.forEach((picture) => (picture.loading = "eager"));
  return Promise.allSettled(pictures.map((picture) => picture.decode()));
}"""
# The browser moves the focus there with its next picture of the page.
FOCUSED = """() => document.querySelector("[autofocus]") &&
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"""
ASKS_ON = "[hx-trigger^=every]"  # the page before, for a piece of itself
MOST_STOPS = 40


@dataclass
class View:
    """A browser of one size, language and colour scheme, and what it complains of."""

    context: BrowserContext
    address: str
    language: str
    page: Page = field(init=False)
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.context.on("request", self._note_request)
        self.context.on("console", self._note_console)
        self.context.on("weberror", lambda error: self.troubles.append(f"script: {error.error}"))

    def _note_request(self, request: Request) -> None:
        host = urlsplit(request.url).netloc
        if host and host != urlsplit(self.address).netloc:
            self.troubles.append(f"asked another host: {request.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.troubles.append(f"console: {message.text} {message.location}")

    def open(self, path: str, cookie: str) -> Response:
        """Go to a page as the person the cookie belongs to."""
        if self.page.locator(ASKS_ON).count():  # as the one it is for; it would be refused
            self.page.goto("about:blank")
        self.context.clear_cookies()
        self.context.add_cookies([{"name": "tillid", "value": cookie, "url": self.address}])
        self.troubles.clear()
        response = self.page.goto(self.address + path, wait_until="load")
        assert response is not None
        self.settle()
        return response

    def settle(self) -> None:
        """Wait until the scripts listen and the focus is where the page wants it."""
        wait_until_ready(self.page)
        self.page.evaluate(FOCUSED)

    def ask(self, question: str) -> Any:
        """Measure the page."""
        return self.page.evaluate(LOOK, question)

    def axe(self, *rules: str) -> list[str]:
        """Return what axe finds wrong, by all its rules or only some."""
        return [
            f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']][:4]} "
            f"{one['nodes'][0].get('failureSummary', '').splitlines()[1:2]}"
            for one in violations(self.page, *rules)
        ]

    def load_pictures(self) -> list[str]:
        """Bring every picture into sight and return those that do not show."""
        self.page.evaluate(SHOW_PICTURES)
        return list(self.ask("pictures"))

    def tab_through(self, *, has_skip_link: bool = True) -> list[str]:
        """Press Tab from the top; return what is wrong with where the focus goes."""
        wrong: list[str] = []
        seen: set[str] = set()
        if self.ask("focus"):
            has_skip_link = False  # the page itself has led to what matters
        for number in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            stop = self.ask("focus")
            if stop is None or stop["key"] in seen:
                break
            seen.add(stop["key"])
            if number == 0 and has_skip_link and not stop["skip"]:
                wrong.append(f"the first stop is {stop['name']}, not the way to the content")
            if not stop["ringed"]:
                wrong.append(f"focus cannot be seen on {stop['name']}")
            if not stop["shown"]:
                wrong.append(f"{stop['name']} has the focus beneath {stop['above']}")
        return wrong

    def try_dialogs(self) -> list[str]:
        """Open each dialog by its first button and leave it with Escape; return what is wrong."""
        wrong: list[str] = []
        for dialog in self.page.locator("dialog[popover]").all():
            name = dialog.get_attribute("id") or ""
            opener = self.page.locator(f"[popovertarget={name}]").first
            opener.focus()
            self.page.keyboard.press("Enter")
            if not dialog.is_visible():
                wrong.append(f"the dialog {name} does not open")
            wrong += [f"in the dialog {name}: {found}" for found in self.axe()]
            self.page.keyboard.press("Escape")
            if dialog.is_visible():
                wrong.append(f"the dialog {name} does not close")
            if not opener.evaluate("(el) => el === document.activeElement"):
                wrong.append(f"the focus does not come back from the dialog {name}")
        return wrong
