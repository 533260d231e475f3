"""Training goes on through a tunnel: answers are kept on the phone, sent later, never doubled."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from ambassadors.training.enums import LessonKind, QuestionKind
from ambassadors.training.models import PracticeAnswer, QuizAnswer
from core.db import db
from tests.factories.ambassadors import CohortFactory, PolicyFactory
from tests.factories.joining import InvitationFactory
from tests.factories.training import LessonFactory, ModuleFactory, QuestionFactory, full_module
from tests.journeys.ambassador import Ambassador
from tests.journeys.person import Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TOKEN = "a-door-of-one-s-own-for-the-tunnel"
WORDS = "The coffee machine is called Bent."


@pytest.fixture
def seeded(start_walk: Callable[[str], Walk], make_app: Callable[..., Flask]) -> tuple[Walk, Flask]:
    """A walk, and the same database: one is invited, a quiz and a practice task wait."""
    walk = start_walk("en")
    app = make_app(f"sqlite:///{walk.running.data / 'tillid.db'}")
    with app.app_context():
        cohort = CohortFactory()
        PolicyFactory(cohort=cohort)
        module = full_module(cohort, lessons=0, questions=1)
        QuestionFactory(module=module, kind=QuestionKind.TEXT, explanation_en="One like this.")
        LessonFactory(module=ModuleFactory(cohort=cohort), kind=LessonKind.PRACTICE)
        InvitationFactory(cohort=cohort, token=TOKEN, locale="en")
    return walk, app


def test_answers_survive_a_lost_connection(seeded: tuple[Walk, Flask]) -> None:
    walk, app = seeded
    me = Ambassador(walk)
    me.join(f"{walk.running.address}/invitations/{TOKEN}")
    me.open("/my/training")
    me.follow(me.page.locator("a.module-card").first)
    me.press("Start the quiz")

    with me.expecting_refusal():
        answer_in_a_tunnel(me)
        write_in_a_tunnel(me)
        practise_in_a_tunnel(me)
        sign_out_after_the_tunnel(me)

    with app.app_context():
        given = db.session.scalars(select(QuizAnswer).order_by(QuizAnswer.created_at)).all()
        assert [(bool(one.chosen), one.text) for one in given] == [(True, ""), (False, WORDS)]
        assert [one.text for one in db.session.scalars(select(PracticeAnswer))] == [WORDS]
    assert walk.troubles == []


def answer_in_a_tunnel(me: Ambassador) -> None:
    """The phone stays on the page; the answer leaves by itself when the connection is back."""
    me.page.locator("[name=choice]").nth(1).check()
    me.context.set_offline(True)
    me.control("Answer").click()
    me.sees("No connection. Your answer is kept on this device")
    me.context.set_offline(False)
    expect(me.page.locator(".answers")).to_be_visible()
    me.press("Next question")


def write_in_a_tunnel(me: Ambassador) -> None:
    """The browser is closed in the tunnel; the answer leaves when training is opened again."""
    me.fill(text=WORDS)
    me.context.set_offline(True)
    me.control("Answer").click()
    me.sees("No connection. Your answer is kept on this device")
    question = me.page.url
    me.page.close()
    me.context.set_offline(False)
    me.page = me.context.new_page()
    me.open("/my/training")
    me.sees("You are online again, and your answer is sent.")
    me.open(question)
    me.reads("One like this.")


def practise_in_a_tunnel(me: Ambassador) -> None:
    """Words half written are there again, also when signing out has told of them."""
    me.open("/my/training")
    me.follow(me.page.locator("a.module-card").nth(1))
    me.press("Begin")
    me.fill(text=WORDS)
    lesson = me.page.url
    me.open("/my/more")
    me.control("Sign out").click()
    me.sees("Something you wrote in your training has not been sent yet.")
    me.open(lesson)
    expect(me.page.locator("[name=text]")).to_have_value(WORDS)
    me.context.set_offline(True)
    for _time in range(2):
        me.control("Send to your organiser").click()
        me.sees("No connection. Your answer is kept on this device")


def sign_out_after_the_tunnel(me: Ambassador) -> None:
    """What waits is sent first, once; then nothing of a person is left in the browser."""
    me.page.close()
    me.context.set_offline(False)
    me.page = me.context.new_page()
    me.open("/my/more")
    me.press("Sign out")
    assert me.page.evaluate("Object.keys(localStorage)") == []
