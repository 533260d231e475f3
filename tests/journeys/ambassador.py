"""The ambassador: joining, training, using a kit, logging; all on a phone."""

import io
import re
import zipfile
from datetime import datetime

from PIL import Image
from playwright.sync_api import expect

from ambassadors import starter_packs
from ambassadors.enums import Kind
from ambassadors.starter_packs import PackModule
from campaigns.posts.instagram_links import ALPHABET, EPOCH_MS, SHARD_AND_SEQUENCE_BITS
from core.languages import LANGUAGES
from tests.journeys.person import PHONE, Person, Walk

PASSWORD = "fire glade ænder på åen"
MOST_SCREENS = 5
# What a button says for a moment only: a busy machine might look too late.
SAYS_NEXT = """(button) => { window.saysNext = new Promise((done) => {
  const said = new MutationObserver(() => done(button.innerText));
  said.observe(button, { childList: true, characterData: true, subtree: true });
}); }"""


def first_module() -> PackModule:
    """Return the module every student begins with."""
    return starter_packs.load(Kind.STUDENT).modules[0]


def shortcode_of(moment: datetime) -> str:
    """Return a shortcode Instagram would have given out at a moment."""
    number = (int(moment.timestamp() * 1000) - EPOCH_MS) << SHARD_AND_SEQUENCE_BITS
    letters = ""
    for _ in range(11):
        number, rest = divmod(number, 64)
        letters = ALPHABET[rest] + letters
    return letters


class Ambassador(Person):
    """Somebody who tells about a place they know."""

    password = PASSWORD

    def __init__(self, walk: Walk, **options: object) -> None:
        super().__init__(walk, size=PHONE, has_touch=True, accept_downloads=True, **options)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])

    def join(self, link: str) -> None:
        """Open the mailed link and be in after at most five screens."""
        screens = {link}
        self.open(link)
        self.tick("age", "enough")
        for message in ("Continue", "I agree to this", "Continue", "Continue"):
            self.press(message)
            screens.add(self.page.url)
            self.choose()
        self.fill(password=PASSWORD)
        self.press("Join")
        expect(self.page).to_have_url(re.compile(r"/my$"))
        assert len(screens) <= MOST_SCREENS

    def choose(self) -> None:
        """Choose a little where there is something to choose."""
        for name in ("topics", "rhythm", "channels", "benefits"):
            if boxes := self.page.locator(f"[name={name}]").all():
                boxes[0].check()

    def sees_kit_locked(self, kit: str) -> None:
        """The kit is there, but locked, and leads to the training that opens it."""
        self.open("/my/kits")
        self.sees("Locked")
        self.follow(self.page.get_by_role("link", name=kit))
        self.heading(self.text_of(first_module(), "title"))

    def read_lessons(self) -> None:
        """Read every lesson of the module the locked kit asks for."""
        module = first_module()
        self.press("Begin")
        for number, lesson in enumerate(module.lessons, 1):
            self.heading(self.text_of(lesson, "title"))
            if lesson.kind == "practice":
                self.press("Go on without")
            else:
                self.press("Continue" if number < len(module.lessons) else "I have read it")

    def take_quiz(self, *, right: bool) -> None:
        """Answer every question; a wrong answer is explained at once."""
        self.press("Start the quiz" if not right else "Try again")
        last = len(first_module().questions)
        for number, question in enumerate(first_module().questions, 1):
            self.heading(self.text_of(question, "text"))
            chosen = [choice for choice in question.choices if choice.right is right]
            for choice in chosen if question.kind == "several" else chosen[:1]:
                self.page.get_by_label(self.text_of(choice, "text")).check()
            self.press("Answer")
            why = self.text_of(chosen[0], "why")
            expect(self.page.locator(".answers")).to_contain_text(why)
            self.press("Next question" if number < last else "See how it went")

    def text_of(self, thing: object, name: str) -> str:
        """Return a bilingual text of the starter pack in the language of the walk."""
        assert self.words.language in LANGUAGES
        return str(getattr(thing, f"{name}_{self.words.language}"))

    def fails_then_passes(self, name: str) -> None:
        """The first try fails, the second passes."""
        total = len(first_module().questions)
        self.take_quiz(right=False)
        self.sees("Not quite yet: %(right)s of %(total)s right", right=0, total=total)
        self.take_quiz(right=True)
        self.sees("Passed. Well done, %(name)s.", name=name)

    def open_kit(self, kit: str) -> None:
        """Open the kit from the front page's list of kits."""
        self.open("/my/kits")
        self.follow(self.page.get_by_role("link", name=kit))
        self.heading(kit)

    def save_picture(self) -> Image.Image:
        """Save the picture as a file."""
        with self.page.expect_download() as download:
            self.page.locator("[data-save]").click()
        return Image.open(download.value.path())

    def copy_caption(self) -> str:
        """Copy the caption; return what is on the clipboard."""
        button = self.page.locator("[data-copy=caption]")
        button.evaluate(SAYS_NEXT)
        button.click()
        assert self.words("Copied") in self.page.evaluate("window.saysNext")
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    def own_link(self) -> str:
        """Return her link as the kit shows it."""
        return self.page.locator("#my-link").input_value()

    def fetch_zip(self, message: str = "The whole kit as a zip file") -> zipfile.ZipFile:
        """Fetch the whole kit, or whatever else the button with these words hands out."""
        with self.page.expect_download() as download:
            self.control(self.words(message)).click()
        return zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))

    def log_post(self, moment: datetime) -> None:
        """Log a post by its link; the date is read from it; a repeat is refused politely."""
        address = f"https://www.instagram.com/p/{shortcode_of(moment)}/"
        self.fill(url=f"{address}?igsh=MWQ1ZGUxMzBkMA==")
        self.press("Log my post")
        expect(self.page.get_by_role("status").first).to_contain_text(str(moment.day))
        self.fill(url=address)
        with self.expecting_refusal():
            self.press("Log my post")
        expect(self.page.locator("[role=alert]").filter(visible=True).first).to_be_visible()
        expect(self.page.locator("[name=url]")).to_have_value(address)

    def log_conversation(self) -> None:
        """One tap on the front page."""
        self.open("/my")
        self.press("I talked with somebody")
        self.sees("Your conversation is logged")
