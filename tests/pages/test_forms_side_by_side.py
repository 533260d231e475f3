"""Forms beside each other: saving one keeps what was typed in another."""

import pytest
from playwright.sync_api import Route

from tests.pages.conftest import Site
from tests.pages.pages import PAGES

pytestmark = pytest.mark.browser

SCRIPT = "**/keep_all.js"


def test_what_was_typed_beside_a_saved_form_is_saved_as_well(site: Site) -> None:
    """Also when it was typed before the script was there."""
    page = next(page for page in PAGES if page.name == "campaigns_organiser.show_campaign")
    view = site.view("da", 1280, "light")
    view.open(site.path(page), site.cookie(page.who, "da"))
    waiting: list[Route] = []
    view.page.route(SCRIPT, lambda route: waiting.append(route))
    with view.page.expect_request(SCRIPT):
        view.page.reload(wait_until="domcontentloaded")

    view.page.fill("[name=memberships]", "77")
    waiting[0].continue_()
    view.page.unroute(SCRIPT)
    view.settle()
    with view.page.expect_navigation():
        view.page.locator("form:has([name=readers], [name=kits])").locator("[type=submit]").click()

    assert view.page.input_value("[name=memberships]") == "77"
