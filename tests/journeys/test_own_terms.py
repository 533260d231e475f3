"""On her own terms: a break, a no to one campaign, her data fetched, and her account erased."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import expect

from accounts import passwords
from accounts.enums import Role
from ambassadors.training.enums import LessonKind, PracticeAnswerKind
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.ambassadors import AmbassadorFactory, PolicyAcceptanceFactory
from tests.factories.campaigns import (
    EventFactory,
    LinkFactory,
    ParticipationFactory,
    PostFactory,
)
from tests.factories.training import LessonFactory, ModuleFactory
from tests.journeys.ambassador import PASSWORD, Ambassador
from tests.journeys.conftest import PHOTOS, SLUG
from tests.journeys.person import Walk
from tests.journeys.reader import Reader
from tests.journeys.staff import PASSWORD as PASSWORD_AT_WORK
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME, EMAIL, READER = "Sofie Holm", "sofie@example.dk", "lars@example.dk"
CAMPAIGN, EVENT_DA, EVENT_EN = "Åbent hus", "Åbent hus på campus", "Open day on campus"
CODE = "SFHM2K"
WEEKS = 3


@pytest.fixture
def start_seeded(
    start_walk: Callable[[str], Walk], make_app: Callable[..., Flask]
) -> Callable[[str], Walk]:
    """Return a function that starts a walk where Sofie has a link and a post."""

    def start(language: str) -> Walk:
        walk = start_walk(language)
        with make_app(f"sqlite:///{walk.running.data / 'tillid.db'}").app_context():
            seed(language)
        return walk

    return start


def seed(language: str) -> None:
    """Sofie takes part in a campaign with an event; Lars reads the results."""
    me = UserFactory(name=NAME, email=EMAIL, locale=language, password=passwords.hashed(PASSWORD))
    place = AmbassadorFactory(user=me, cohort__organisation__slug=SLUG)
    PolicyAcceptanceFactory(ambassador=place)
    LessonFactory(
        module=ModuleFactory(cohort=place.cohort),
        kind=LessonKind.PRACTICE,
        asks=PracticeAnswerKind.PICTURE,
    )
    part = ParticipationFactory(ambassador=place, campaign__name_da=CAMPAIGN)
    EventFactory(campaign=part.campaign, title_da=EVENT_DA, title_en=EVENT_EN)
    LinkFactory(participation=part, code=CODE)
    PostFactory(participation=part)
    reader = UserFactory(email=READER, locale=language, password=passwords.hashed(PASSWORD_AT_WORK))
    MembershipFactory(organisation=place.cohort.organisation, user=reader, role=Role.ORGANISER)


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_break_a_no_and_a_farewell(language: str, start_seeded: Callable[[str], Walk]) -> None:
    walk = start_seeded(language)
    sofie, reader = Ambassador(walk), Reader(walk, SLUG)
    sofie.sign_in(EMAIL)
    sofie.log_conversation()
    take_break(sofie)
    say_no(sofie)
    follow_link(walk)
    reader.sign_in(READER)
    before, name = totals(reader), reader.rows()[1][0]
    assert name == NAME

    practise(sofie, PHOTOS / "trail.jpg")
    fetch_data(sofie)
    erase(sofie)
    reader.eventually(lambda: NAME not in reader.page.content())
    assert totals(reader) == before
    assert reader.rows()[1][0] == reader.words("Former ambassador")
    follow_link(walk, is_neutral=True)
    assert walk.troubles == []


def take_break(me: Ambassador) -> None:
    """Exams: two taps, and the front page knows."""
    me.open("/my/terms")
    me.press("Take a break")
    three_weeks = me.page.locator("main form").filter(
        has=me.page.locator(f"input[name=weeks][value='{WEEKS}']")
    )
    me.follow(three_weeks.locator("button"))
    me.sees("Enjoy your break. Nothing is expected of you.")
    me.open("/my")
    expect(me.page.locator("main")).to_contain_text(
        me.words("You are on a break until %(date)s", date="").strip()
    )


def say_no(me: Ambassador) -> None:
    """Say no to a campaign; there is no place to give a reason."""
    me.open("/my/campaigns")
    me.press("See more")
    me.control(me.words("This one is not for me")).click()
    dialog = me.page.locator("dialog#decline")
    expect(dialog).to_be_visible()
    expect(dialog.locator("textarea, input:not([type=hidden])")).to_have_count(0)
    me.follow(dialog.locator("form button"))
    me.sees("You are left out of “%(campaign)s”. Nobody asks why.", campaign=CAMPAIGN)


def follow_link(walk: Walk, *, is_neutral: bool = False) -> None:
    """Somebody follows her link to the event; her name is not there."""
    visitor = Visitor(walk)
    title = walk.words.pick(da=EVENT_DA, en=EVENT_EN)
    visitor.follow_link(f"{walk.running.address}/r/{CODE}", event=title, is_neutral=is_neutral)
    assert NAME not in visitor.page.content()
    visitor.leave()


def totals(reader: Reader) -> tuple[list[int], list[list[str]]]:
    """Return the ladder and everything but the names in the table of ambassadors."""
    reader.open_results(CAMPAIGN)
    reader.eventually(lambda: reader.ladder() == [1, 1, 0, 0])
    return reader.ladder(), [row[1:] for row in reader.rows()]


def practise(me: Ambassador, photo: Path) -> None:
    """Take a picture as practice, to have a file of one's own."""
    me.open("/my/training")
    me.follow(me.page.locator("a.module-card").first)
    me.press("Begin")
    me.page.locator("[name=picture]").set_input_files(photo)
    me.control(me.words("Send to your organiser")).click()
    me.sees("You sent this")


def fetch_data(me: Ambassador) -> None:
    """Have it all collected, and find a page to read, data, and the picture in the zip."""
    me.open("/my/data")
    me.press("Collect my data")
    me.walk.mailbox.wait_for(EMAIL)
    ready = me.control(me.words("Download my data (zip)"))
    expect(ready).to_be_visible()
    zipped = me.fetch_zip("Download my data (zip)")
    names = zipped.namelist()
    assert NAME in zipped.read("index.html").decode()
    data = [json.loads(zipped.read(name)) for name in names if name.endswith(".json")]
    assert any(NAME in json.dumps(told, ensure_ascii=False) for told in data)
    assert any(Path(name).stem == "practice-1" for name in names)


def erase(me: Ambassador) -> None:
    """Two steps: say that it is understood, and give the password."""
    me.press("See what is erased")
    me.page.locator("[name=understood]").check()
    me.press("Go on", within="main form")
    me.fill(password=PASSWORD)
    me.press("Erase my data", within="main form")
    me.heading(me.words("Your data is being erased"))
    me.open("/my")
    expect(me.page.locator("[name=email]")).to_be_visible()  # the page to sign in on
