"""Every page stands up to axe and to our own measures: on a phone, on a desk, by day and by night.

A page is read in Danish on a phone by day and at 320 pixels, and in English on a desk by night.
Set PAGES_ALBUM to a folder to get a picture of each.
"""

from pathlib import Path

import pytest

from tests.pages.conftest import Site
from tests.pages.eyes import View
from tests.pages.pages import PAGES, Page

pytestmark = pytest.mark.browser


def arrive(site: Site, view: View, page: Page) -> list[str]:
    """Open a page and return what is wrong with its arrival."""
    site_path = site.path(page)
    response = view.open(site_path, site.cookie(page.who, view.language))
    assert response.status == page.status, f"{site_path}: {response.status}"
    assert "text/html" in response.headers["content-type"]
    wrong = [f"picture missing: {address}" for address in view.load_pictures()]
    plain = view.ask("plain")
    if plain["lang"] != view.language and page.status < 500:
        wrong.append(f"the page says it is in {plain['lang']}")
    if len(plain["headings"]) != 1:
        wrong.append(f"headings: {plain['headings']}")
    return wrong


def complaints(view: View, page: Page) -> list[str]:
    """Return what the browser complained of; that an error page is one is no complaint."""
    known = f"the server responded with a status of {page.status}" if page.status >= 400 else "\0"
    return [said for said in view.troubles if known not in said]


def keep(album: Path | None, view: View, page: Page, name: str) -> None:
    if album:
        album.mkdir(parents=True, exist_ok=True)
        view.page.screenshot(
            path=album / f"{page.name}.{name}.png".replace(" ", "_"), full_page=True
        )


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_serves_everybody_on_a_phone(site: Site, page: Page, album: Path | None) -> None:
    view = site.view("da", 390, "light")

    wrong = arrive(site, view, page)
    keep(album, view, page, "390")
    wrong += view.axe() + view.tab_through(has_skip_link=page.status < 500)
    wrong += view.try_dialogs()
    view.page.set_viewport_size({"width": 320, "height": 568})
    wrong += [f"at 320: {found}" for found in view.ask("wide") + view.ask("targets")]
    wrong += complaints(view, page)

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_serves_everybody_on_a_desk(site: Site, page: Page, album: Path | None) -> None:
    view = site.view("en", 1280, "dark")

    wrong = arrive(site, view, page)
    keep(album, view, page, "1280")
    wrong += view.axe() + view.ask("wide") + view.ask("targets") + complaints(view, page)

    assert not wrong, "\n".join(wrong)
