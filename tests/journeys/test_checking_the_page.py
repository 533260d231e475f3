"""Checking the organisation's own page (R5): by paste, and again by file after the season."""

import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import expect

from accounts.enums import Role
from core.db import db, utcnow
from tests.factories.accounts import OrganisationFactory
from tests.journeys.person import Walk
from tests.journeys.reader import Reader
from tests.journeys.staff import staff_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BACK = (3, 5, 6, 9, 12, 14, 20, 67, 69, 70, 74, 80, 82, 88, 90, 99, 105, 110, 121, 126)
LOCAL, PASSED_ON = "Vi holder åbent hus, og alle er med", "We are proud to share our strategy"
AFTER = "Mød vores nye kollega, der holder parkerne grønne"


def pasted() -> str:
    """The last twenty posts, copied by hand: one of them is in Danish."""
    days = [utcnow() - timedelta(days=day) for day in BACK]
    texts = [LOCAL] + [PASSED_ON] * (len(BACK) - 1)
    return "\n\n".join(f"{day:%d.%m.%Y}\n{text}" for day, text in zip(days, texts, strict=True))


def folder(path: Path) -> Path:
    """What Instaloader saved after the season: a post each week."""
    with zipfile.ZipFile(path, "w") as made:
        for week in range(27):
            taken = utcnow() - timedelta(days=7 * week + 1)
            node = {"code": f"ABCdefgh{week:03}", "media_type": 1, "like_count": 20,
                    "comment_count": 2, "taken_at": int(taken.timestamp()),
                    "caption": {"text": AFTER}}  # fmt: skip
            saved = {"node": node, "instaloader": {"version": "4.16", "node_type": "Post"}}
            made.writestr(f"page/{week}_UTC.json", json.dumps(saved))
    return path


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_page_is_checked_and_again_after_the_season(
    walk_in: Callable[[str], tuple[Walk, Flask]], language: str, tmp_path: Path
) -> None:
    walk, app = walk_in(language)
    slug = f"page-{language}"
    with app.app_context():
        organisation = OrganisationFactory(slug=slug, name="Solby")
        email = staff_of(organisation, Role.READER, name="Bo Holm", locale=language)
        db.session.commit()
    bo = Reader(walk, slug)
    bo.sign_in(email)
    bo.go("/results")
    bo.press("Check our own page")
    bo.press("Check the page", within="main")
    bo.fill(pasted=pasted())
    bo.press("Check the page", within="main")
    expect(bo.page.locator("h1")).to_have_text(
        walk.words.counted("%(num)d sign of a dead page", "%(num)d signs of a dead page", 1)
    )
    bo.sees("Not in our language")
    shown = bo.page.locator("main")
    expect(shown).to_contain_text(walk.words.pick(da="5 %", en="5%"))
    expect(shown).to_contain_text(walk.words.counted("%(num)d day", "%(num)d days", 47))
    bo.sees("Nothing about working here")
    bo.look()

    bo.press("Check again now")
    bo.page.locator("input[type=file]").set_input_files(folder(tmp_path / "solby.zip"))
    bo.press("Check the page", within="main")
    expect(bo.page.locator("h1")).to_have_text(walk.words("The page is alive"))
    expect(shown).to_contain_text(walk.words("Gone since %(date)s:", date="").rstrip(" :"))
    expect(shown).to_contain_text("100")
    bo.look()
