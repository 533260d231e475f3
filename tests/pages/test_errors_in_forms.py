"""A form sent empty comes back saying what is missing, to everybody who listens or looks."""

import pytest

from tests.pages.conftest import Site
from tests.pages.pages import PAGES, Page

pytestmark = pytest.mark.browser

# Forms that save nothing when they are empty.
FORMS = [
    "accounts_owner.add_person",
    "units_owner.add_unit",
    "accounts_public.show_welcome",
    "campaigns_organiser.new_campaign",
    "cohorts_organiser.new_cohort",
    "events_organiser.show_event",
    "events_public.show_event",
    "joining_public.make_account",
    "kits_organiser.new_kit",
    "messages_organiser.announce",
    "security.login",
    "training_lessons.add_lesson",
    "training_organiser.add_module",
    "training_questions.add_question",
]
SAYS_NOT_WHICH = {"security.login"}  # nor whether anybody has the address
EMPTY = """() => {
  const form = [...document.querySelectorAll("main form[method=post]")]
    .find((one) => one.querySelector("input:not([type=hidden]), textarea"));
  form.noValidate = true;
  for (const field of form.querySelectorAll("input, textarea"))
    if (!/^(hidden|radio|checkbox|submit)$/.test(field.type)) field.value = "";
  form.requestSubmit();
}"""
DEAD_ENDS = """() => [...document.querySelectorAll(".error-summary a")]
  .filter((link) => !document.querySelector(link.getAttribute("href")))
  .map((link) => link.innerText)"""

# Fields whose labels stand on one line and whose controls do not.
UNEVEN = """() => [...document.querySelectorAll(".cols")].flatMap((group) => {
  const top = (part) => Math.round(part.getBoundingClientRect().top);
  const lines = {};
  for (const field of group.querySelectorAll(":scope > .field")) {
    const label = field.querySelector(":scope > label");
    const control = field.querySelector("input:not([type=checkbox]), select, textarea");
    if (label && control) (lines[top(label)] ??= []).push([label.innerText, top(control)]);
  }
  return Object.values(lines)
    .filter((line) => new Set(line.map(([, place]) => place)).size > 1)
    .map((line) => line.map(([words]) => words));
})"""


@pytest.mark.parametrize("name", FORMS)
def test_an_empty_form_says_what_is_missing(site: Site, name: str) -> None:
    page: Page = next(page for page in PAGES if page.name == name)
    view = site.view("da", 390, "light")
    view.open(site.path(page), site.cookie(page.who, "da"))

    with view.page.expect_navigation():
        view.page.evaluate(EMPTY)
    view.settle()

    summary = view.page.locator(".error-summary")
    assert view.page.title().startswith("Fejl:")
    assert summary.get_by_role("listitem").count() > 0
    assert summary.evaluate("(el) => el.contains(document.activeElement)"), "nobody hears of it"
    assert view.page.evaluate(DEAD_ENDS) == []
    if name not in SAYS_NOT_WHICH:
        assert view.page.locator("[aria-invalid=true], .field__error").count() > 0
    view.page.set_viewport_size({"width": 320, "height": 568})
    assert view.axe() + view.ask("wide") + view.ask("targets") == []
    view.page.set_viewport_size({"width": 1280, "height": 800})
    assert view.page.evaluate(UNEVEN) == []
