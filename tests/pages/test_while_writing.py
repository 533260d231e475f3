"""What happens on a page while somebody writes, chooses a colour or drags."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browsing import wait_until_ready
from tests.pages.conftest import Site
from tests.pages.pages import PAGES

pytestmark = pytest.mark.browser

LOOK = "#lesson-look [lang=da]"
HOSTILE = """**Tør linsen af** <script>window.caught = 1</script>
<img src="/was" onerror="window.caught = 2"> [klik](javascript:window.caught=3)

> Ét øjeblik ad gangen"""


def opened(site: Site, name: str) -> tuple[Page, list[str]]:
    """Open a page as whoever may, at a desk and in Danish."""
    page = next(page for page in PAGES if page.name == name)
    view = site.view("da", 1280, "light")
    view.open(site.path(page), site.cookie(page.who, "da"))
    return view.page, view.troubles


def test_a_lesson_is_shown_while_it_is_written_and_no_code_in_it_runs(site: Site) -> None:
    page, troubles = opened(site, "training_lessons.edit_lesson")
    saved = page.input_value("[name=body_da]")

    page.fill("[name=body_da]", HOSTILE)

    look = page.locator(LOOK)
    expect(look.locator("strong")).to_have_text("Tør linsen af")
    expect(look.locator("blockquote")).to_contain_text("Ét øjeblik ad gangen")
    assert look.locator("script, img, [onerror], [href^=javascript]").count() == 0
    assert page.evaluate("window.caught") is None
    assert troubles == []
    page.reload()
    wait_until_ready(page)
    assert page.input_value("[name=body_da]") == saved


def test_a_lesson_is_shown_also_when_it_was_written_before_the_script_came(site: Site) -> None:
    page, troubles = opened(site, "training_lessons.edit_lesson")
    waiting: list[Route] = []
    page.route("**/htmx.min.js", lambda route: waiting.append(route))

    with page.expect_request("**/htmx.min.js"):
        page.reload(wait_until="domcontentloaded")
    page.fill("[name=body_da]", HOSTILE)
    waiting[0].continue_()
    page.unroute("**/htmx.min.js")

    expect(page.locator(LOOK).locator("strong")).to_have_text("Tør linsen af")
    assert troubles == []


def test_a_colour_says_at_once_whether_words_on_it_can_be_read(site: Site) -> None:
    page, troubles = opened(site, "organisations_owner.edit_brand")
    words, sample = page.locator("[data-words]"), page.locator("[data-sample]")

    page.fill("[name=brand_colour]", "#ffd54f")
    expect(words).to_contain_text("1,4 til 1: for lys.")
    expect(sample).to_have_css("background-color", "rgb(255, 213, 79)")
    page.fill("[name=brand_colour]", "#14594f")
    expect(words).to_contain_text("8,1 til 1: hvid skrift er let at læse.")
    expect(sample).to_have_css("background-color", "rgb(20, 89, 79)")
    expect(page.locator("[data-look]")).to_have_count(0)
    assert troubles == []


def test_modules_are_dragged_and_stay_where_they_are_dropped(site: Site) -> None:
    page, troubles = opened(site, "training_organiser.list_modules")

    def order() -> list[str | None]:
        return [one.get_attribute("data-id") for one in page.locator(".builder__item").all()]

    page.set_viewport_size({"width": 1280, "height": 1600})
    before = order()
    moved = [*before[1:], before[0]]
    # There, and back again for the other tests.
    for grabbed, over, expected in ((0, -1, moved), (-1, 0, before)):
        target = page.locator(".builder__item").nth(over).bounding_box()
        assert target is not None
        page.locator("[data-grip]").nth(grabbed).hover()
        page.mouse.down()
        edge = 4 if over == 0 else target["height"] - 4
        with page.expect_response("**/training/order"):
            page.mouse.move(target["x"] + 20, target["y"] + edge, steps=8)
            page.mouse.up()
        expect(page.locator(".builder + [role=status]")).to_contain_text("Nu nummer")
        page.reload()
        wait_until_ready(page)
        assert order() == expected
    assert troubles == []
