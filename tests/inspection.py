"""What axe says of a page in a browser, and which pages are built alike and need be asked once."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Preloading would copy our style sheets into the page, which the page's own policy forbids.
OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],
    "preload": False,
}
VIOLATIONS = "(options) => axe.run(document, options).then((found) => found.violations)"
SHAPE = Path(__file__).with_name("shape.js").read_text(encoding="utf-8")


def violations(page: Page, *rules: str) -> list[dict[str, Any]]:
    """Return what axe finds wrong, by all its rules or only some."""
    only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    found = page.evaluate(VIOLATIONS, {**OPTIONS, **only})
    assert isinstance(found, list)
    return found


@dataclass(frozen=True)
class Inspected:
    """The pages somebody has asked axe about, in any of this run's processes."""

    folder: Path

    def is_new(self, page: Page) -> bool:
        """Say whether no page built like this one was asked about, and that this one is now.

        Words, addresses, and how often a thing is repeated make no difference; the width does.
        """
        shape = f"{page.viewport_size} {page.evaluate(SHAPE)}"
        name = hashlib.sha256(shape.encode()).hexdigest()
        try:
            (self.folder / name).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


@pytest.fixture(scope="session")
def inspected(shared_folder: Path) -> Inspected:
    """What journeys have inspected; ``tests.pages`` looks at every page in both languages."""
    folder = shared_folder / "inspected"
    folder.mkdir(exist_ok=True)
    return Inspected(folder)
