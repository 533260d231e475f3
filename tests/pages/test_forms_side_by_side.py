"""Forms beside each other: saving one keeps what was typed in another."""

import pytest
from playwright.sync_api import Route, expect

from tests.pages.conftest import Site
from tests.pages.pages import PAGES

pytestmark = pytest.mark.browser

SCRIPT = "**/keep_all.js"


def test_what_was_typed_beside_a_saved_form_is_saved_as_well(site: Site) -> None:
    """Also when it was typed before the script was there."""
    page = next(page for page in PAGES if page.name == "kits_organiser.show_kit")
    view = site.view("da", 1280, "light")
    view.open(site.path(page), site.cookie(page.who, "da"))
    waiting: list[Route] = []
    view.page.route(SCRIPT, lambda route: waiting.append(route))
    with view.page.expect_request(SCRIPT):
        view.page.reload(wait_until="domcontentloaded")

    view.page.locator("#captions [name$=hashtags]").first.fill("#hverdag")
    waiting[0].continue_()
    view.page.unroute(SCRIPT)
    view.settle()
    with view.page.expect_navigation():
        beside = view.page.locator("form[action$='/first-line']")
        beside.evaluate("(form) => form.requestSubmit()")

    expect(view.page.locator("#captions [name$=hashtags]").first).to_have_value("#hverdag")
