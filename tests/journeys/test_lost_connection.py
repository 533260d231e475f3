"""Training goes on through a tunnel: answers are kept on the phone, sent later, never doubled."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from ambassadors.models import Cohort
from ambassadors.training.enums import LessonKind, QuestionKind
from ambassadors.training.models import PracticeAnswer, QuizAnswer, QuizAttempt
from core.db import db
from tests.factories.ambassadors import CohortFactory, PolicyFactory
from tests.factories.joining import InvitationFactory
from tests.factories.training import LessonFactory, ModuleFactory, QuestionFactory, full_module
from tests.journeys.ambassador import Ambassador
from tests.journeys.person import Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("journey-tunnel")]

TOKEN = "a-door-of-one-s-own-for-the-tunnel"
WORDS = "The coffee machine is called Bent."
KEPT = "No connection. Your answer is kept on this device and sent as soon as you are back online."
UNSENT = (
    "Something you wrote or logged has not been sent yet. "
    "If you sign out now, it is deleted from this device."
)
EXPLANATION = "Bent, for example."


def seed(language: str) -> Cohort:
    """One is invited, and a quiz and a practice task wait."""
    cohort = CohortFactory()
    PolicyFactory(cohort=cohort)
    module = full_module(cohort, lessons=0, questions=1)
    told = {"explanation_da": EXPLANATION, "explanation_en": EXPLANATION}
    QuestionFactory(module=module, kind=QuestionKind.TEXT, **told)
    LessonFactory(module=ModuleFactory(cohort=cohort), kind=LessonKind.PRACTICE)
    InvitationFactory(cohort=cohort, token=f"{TOKEN}-{language}", locale=language)
    return cohort


@pytest.mark.parametrize("language", ["da", "en"])
def test_answers_survive_a_lost_connection(
    language: str, walk_in: Callable[[str], tuple[Walk, Flask]]
) -> None:
    walk, app = walk_in(language)
    with app.app_context():
        cohort_id = seed(language).id
    me = Ambassador(walk)
    me.join(f"{walk.running.address}/invitations/{TOKEN}-{language}")
    me.open("/my/training")
    me.follow(me.page.locator("a.module-card").first)
    me.press("Start the quiz")

    with me.expecting_refusal():
        answer_in_a_tunnel(me)
        write_in_a_tunnel(me)
        practise_in_a_tunnel(me)
        sign_out_after_the_tunnel(me)

    with app.app_context():
        mine = QuizAnswer.attempt.has(QuizAttempt.ambassador.has(cohort_id=cohort_id))
        given = db.session.scalars(select(QuizAnswer).where(mine).order_by(QuizAnswer.created_at))
        assert [(bool(one.chosen), one.text) for one in given] == [(True, ""), (False, WORDS)]
        sent = PracticeAnswer.ambassador.has(cohort_id=cohort_id)
        practised = db.session.scalars(select(PracticeAnswer).where(sent))
        assert [one.text for one in practised] == [WORDS]
    assert walk.troubles == []


def answer_in_a_tunnel(me: Ambassador) -> None:
    """The phone stays on the page; the answer leaves by itself when the connection is back."""
    me.page.locator("[name=choice]").nth(1).check()
    me.context.set_offline(True)
    me.control(me.words("Answer")).click()
    me.sees(KEPT)
    me.context.set_offline(False)
    expect(me.page.locator(".answers")).to_be_visible()
    me.press("Next question")


def write_in_a_tunnel(me: Ambassador) -> None:
    """The browser is closed in the tunnel; the answer leaves when training is opened again."""
    me.fill(text=WORDS)
    me.context.set_offline(True)
    me.control(me.words("Answer")).click()
    me.sees(KEPT)
    question = me.page.url
    me.page.close()
    me.context.set_offline(False)
    me.page = me.context.new_page()
    me.open("/my/training")
    me.sees("You are online again, and your answer is sent.")
    me.open(question)
    me.reads(EXPLANATION)


def practise_in_a_tunnel(me: Ambassador) -> None:
    """Words half written are there again, also when signing out has told of them."""
    me.open("/my/training")
    me.follow(me.page.locator("a.module-card").nth(1))
    me.press("Begin")
    me.fill(text=WORDS)
    lesson = me.page.url
    me.open("/my/more")
    me.control(me.words("Sign out")).click()
    me.sees(UNSENT)
    me.open(lesson)
    expect(me.page.locator("[name=text]")).to_have_value(WORDS)
    me.context.set_offline(True)
    for _time in range(2):
        me.control(me.words("Send to your organiser")).click()
        me.sees(KEPT)


def sign_out_after_the_tunnel(me: Ambassador) -> None:
    """What waits is sent first, once; then nothing of a person is left in the browser."""
    me.page.close()
    me.context.set_offline(False)
    me.page = me.context.new_page()
    me.open("/my/more")
    me.press("Sign out")
    assert me.page.evaluate("Object.keys(localStorage)") == []
