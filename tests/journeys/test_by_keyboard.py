"""Joining and the quiz with nothing but a keyboard."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Locator, expect

from tests.factories.ambassadors import CohortFactory, PolicyFactory
from tests.factories.joining import InvitationFactory
from tests.factories.training import full_module
from tests.journeys.person import PHONE, Person, Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("journey-keys")]

TOKEN = "a-door-of-one-s-own-for-the-keyboard"
PASSWORD = "fire glade ænder på åen"
MOST_STOPS = 60


class Typist(Person):
    """Somebody who has no mouse."""

    def type_key(self, key: str) -> None:
        """Press one key."""
        self.page.keyboard.press(key)

    def reach(self, control: Locator) -> None:
        """Go to a control with the tab key."""
        for _ in range(MOST_STOPS):
            if control.evaluate("element => element === document.activeElement"):
                return
            self.type_key("Tab")
        raise AssertionError(f"the tab key does not lead to {control}")

    def enter(self, message: str) -> None:
        """Go to a button or link and press Enter."""
        self.reach(self.control(self.words(message), within="main"))
        with self.page.expect_navigation():
            self.type_key("Enter")
        self.look()

    def choose(self, name: str, number: int) -> None:
        """Choose the ``number``-th of several with the arrow keys; none is chosen before."""
        options = self.page.locator(f"[name={name}]")
        self.reach(options.first)
        for _ in range(number):
            self.type_key("ArrowDown")
        if not options.nth(number).is_checked():
            self.type_key("Space")
        expect(options.nth(number)).to_be_checked()


@pytest.mark.parametrize("language", ["da", "en"])
def test_joining_and_quiz_by_keyboard(
    language: str, walk_in: Callable[[str], tuple[Walk, Flask]]
) -> None:
    walk, app = walk_in(language)
    with app.app_context():
        cohort = CohortFactory()
        PolicyFactory(cohort=cohort)
        full_module(cohort, questions=2)
        InvitationFactory(cohort=cohort, token=f"{TOKEN}-{language}", locale=language)
    typist = Typist(walk, size=PHONE)

    join(typist)
    answer_quiz(typist)

    assert walk.troubles == []


def join(typist: Typist) -> None:
    """Five screens, an unanswered question on the way."""
    typist.open(f"/invitations/{TOKEN}-{typist.words.language}")
    typist.enter("Continue")
    expect(typist.page.locator(".error-summary")).to_be_focused()
    typist.type_key("Tab")
    typist.type_key("Enter")  # from the summary to the question
    typist.choose("age", 0)
    typist.enter("Continue")
    typist.enter("I agree to this")
    typist.reach(typist.page.locator("[name=rhythm]:checked"))
    typist.type_key("ArrowDown")
    typist.enter("Continue")
    typist.choose("channels", 0)
    typist.enter("Continue")
    typist.reach(typist.page.locator("[name=password]"))
    typist.page.keyboard.type(PASSWORD)
    typist.enter("Join")
    expect(typist.page).to_have_url(re.compile(r"/my(#|$)"))


def answer_quiz(typist: Typist) -> None:
    """From the front page through the lessons and every question to the result."""
    typist.enter("Begin")
    typist.enter("Begin")
    while (
        typist.page.locator("form[method=post] button").count() and "/lessons/" in typist.page.url
    ):
        typist.reach(typist.page.locator("main form button"))
        with typist.page.expect_navigation():
            typist.type_key("Enter")
        typist.settle()
    typist.enter("Start the quiz")
    for message in ("Next question", "See how it went"):
        typist.choose("choice", 1)
        typist.enter("Answer")
        typist.enter(message)
    expect(typist.page.locator("h1")).to_be_focused()
