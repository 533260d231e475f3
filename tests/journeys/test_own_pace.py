"""Joining without choosing anything, and a quiz that fails at 70 percent and passes at 90."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import expect

from ambassadors.models import Cohort
from tests.factories.ambassadors import CohortFactory, CohortTopicFactory, PolicyFactory
from tests.factories.joining import InvitationFactory
from tests.factories.training import full_module
from tests.journeys.ambassador import MOST_SCREENS, PASSWORD, Ambassador
from tests.journeys.person import Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("journey-pace")]

TOKEN = "a-door-of-one-s-own-for-the-quiet"
NOTICE = {"da": "VIA har ansvaret.", "en": "VIA is responsible."}
QUESTIONS, WRONG = 10, 3
NETWORKS = re.compile(r"facebook|google|instagram|linkedin", re.IGNORECASE)


@pytest.mark.parametrize("language", ["da", "en"])
def test_nothing_need_be_chosen_and_ninety_percent_is_enough(
    language: str, walk_in: Callable[[str], tuple[Walk, Flask]]
) -> None:
    walk, app = walk_in(language)
    with app.app_context():
        seed(language)
    me = Ambassador(walk)

    join_choosing_nothing(me)
    is_in_no_ranking(me)
    me.open("/my/training")
    me.follow(me.page.locator("a.module-card").first)
    me.press("Start the quiz")
    answer(me, range(QUESTIONS), wrong=WRONG)
    me.heading(me.words("Not quite yet: %(right)s of %(total)s right", right=7, total=QUESTIONS))
    expect(me.page.locator("details.review[open]")).to_have_count(WRONG)
    me.follow(
        me.control(me.words.counted("Try the one you missed", "Try the %(num)s you missed", WRONG))
    )
    answer(me, range(WRONG), wrong=1)
    me.sees("Passed. Well done, %(name)s.", name="Sofie")
    one, several = ("You had %(right)s of %(num)s right in “%(module)s”.",) * 2
    me.reads(me.words.counted(one, several, QUESTIONS, right=9, module="Quiz"))
    assert walk.troubles == []


def seed(language: str) -> Cohort:
    """One is invited; a quiz of ten questions takes eight right answers."""
    cohort = CohortFactory(notice_da=NOTICE["da"], notice_en=NOTICE["en"])
    CohortTopicFactory(cohort=cohort)
    PolicyFactory(cohort=cohort)
    names = {"title_da": "Quiz", "title_en": "Quiz"}
    full_module(cohort, lessons=0, questions=QUESTIONS, pass_mark=80, **names)
    InvitationFactory(cohort=cohort, token=f"{TOKEN}-{language}", locale=language)
    return cohort


def join_choosing_nothing(me: Ambassador) -> None:
    """Read the notice in one's own language, say yes to the policy, and leave the rest blank."""
    me.open(f"/invitations/{TOKEN}-{me.words.language}")
    expect(me.page.locator("main")).to_contain_text(NOTICE[me.words.language])
    me.tick("age", "enough")
    screens = {me.page.url}
    for message in ("Continue", "I agree to this", "Continue", "Continue"):
        me.press(message)
        screens.add(me.page.url)
        expect(me.page.locator("[required]:not([name=password], [name=name])")).to_have_count(0)
    other_ways = me.page.locator("main a, main button").filter(has_text=NETWORKS)
    expect(other_ways).to_have_count(0)
    me.fill(password=PASSWORD)
    me.press("Join")
    expect(me.page).to_have_url(re.compile(r"/my$"))
    assert len(screens) <= MOST_SCREENS


def is_in_no_ranking(me: Ambassador) -> None:
    """Nobody is shown in a ranking without asking for it."""
    me.open("/my/terms")
    me.sees("Your name is not shown")


def answer(me: Ambassador, numbers: range, *, wrong: int) -> None:
    """Answer some questions, the first ones wrong; each answer is explained at once."""
    for number in numbers:
        choices = me.page.locator("[name=choice]")
        choices.nth(0 if number < wrong else 1).check()
        me.press("Answer")
        expect(me.page.locator(".answers")).to_contain_text(me.words.pick(da="Fordi", en="Because"))
        me.press("Next question" if number < len(numbers) - 1 else "See how it went")
