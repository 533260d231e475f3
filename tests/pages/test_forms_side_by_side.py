"""Forms beside each other: saving one keeps what was typed in another."""

import pytest

from tests.pages.conftest import Site
from tests.pages.pages import PAGES

pytestmark = pytest.mark.browser


def test_what_was_typed_beside_a_saved_form_is_saved_as_well(site: Site) -> None:
    page = next(page for page in PAGES if page.name == "campaigns_organiser.show_campaign")
    view = site.view("da", 1280, "light")
    view.open(site.path(page), site.cookie(page.who, "da"))

    view.page.fill("[name=memberships]", "77")
    with view.page.expect_navigation():
        view.page.locator("form:has([name=readers], [name=kits])").locator("[type=submit]").click()

    assert view.page.input_value("[name=memberships]") == "77"
