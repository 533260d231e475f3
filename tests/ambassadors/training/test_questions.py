"""Four kinds of questions, and a second try that asks only what was wrong."""

import pytest
from sqlalchemy import select

from ambassadors.training import answers, queries
from ambassadors.training.enums import QuestionKind
from ambassadors.training.models import QuizAnswer, QuizAttempt
from core.db import db
from media.kits.queries import passed_gates
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.media import KitFactory
from tests.factories.training import ChoiceFactory, QuestionFactory, full_module


@pytest.fixture
def ambassador(app):
    return AmbassadorFactory(user__locale="en")


@pytest.fixture
def me(ambassador, sign_in):
    return sign_in(ambassador.user)


def asked(ambassador, kind, right=(True, True, False), **more):
    """Make a module with one question of a kind and nothing to read."""
    module = full_module(ambassador.cohort, lessons=0, questions=0)
    question = QuestionFactory(module=module, kind=kind, **more)
    for is_right in right:
        ChoiceFactory(question=question, is_right=is_right)
    return question


def begin(me, module, **data):
    return me.post(f"/my/training/{module.id}/quiz", data=data).location


def kept():
    return db.session.scalars(select(QuizAnswer)).one()


@pytest.mark.parametrize(
    ("chosen", "is_right"), [((0, 1), True), ((1, 0), True), ((0,), False), ((0, 1, 2), False)]
)
def test_several_right_answers_must_all_be_found_and_no_other(me, ambassador, chosen, is_right):
    question = asked(ambassador, QuestionKind.SEVERAL)
    address = f"{begin(me, question.module)}/questions/{question.id}"
    assert "more than one right answer" in me.get(address).text

    ids = [str(question.choices[number].id) for number in chosen]
    page = me.get(me.post(address, data={"choice": ids}).location).text

    assert kept().is_right is is_right
    assert all(question.choices[number].why_en in page for number in {*chosen, 0, 1})


def test_nothing_ticked_is_asked_for_once_more(me, ambassador):
    question = asked(ambassador, QuestionKind.SEVERAL)
    page = me.post(f"{begin(me, question.module)}/questions/{question.id}", data={})
    assert "Choose one answer or more." in page.text


def test_things_are_put_in_order_by_arrows_alone(me, ambassador):
    question = asked(ambassador, QuestionKind.ORDER, right=(True,) * 3)
    attempt = begin(me, question.module)
    address = f"{attempt}/questions/{question.id}"
    first, second, third = (str(choice.id) for choice in question.choices)

    moved = me.post(address, data={"order": f"{second},{first},{third}", "move": f"{first}:up"})
    assert f'value="{first},{second},{third}"' in moved.text
    assert db.session.scalars(select(QuizAnswer)).all() == []

    me.post(address, data={"order": f"{first},{second},{third}"})
    assert kept().is_right
    assert kept().chosen == [first, second, third]


def test_a_wrong_order_is_explained_beside_the_right_one(me, ambassador):
    question = asked(ambassador, QuestionKind.ORDER, right=(True,) * 3)
    address = f"{begin(me, question.module)}/questions/{question.id}"
    wrong = ",".join(str(choice.id) for choice in reversed(question.choices))
    page = me.get(me.post(address, data={"order": wrong}).location).text
    assert "The right order" in page
    assert all(choice.why_en in page for choice in question.choices)
    assert not kept().is_right


@pytest.mark.parametrize("order", ["", "nonsense", "twice"])
def test_an_order_that_lacks_something_is_refused(me, ambassador, order):
    question = asked(ambassador, QuestionKind.ORDER, right=(True,) * 3)
    address = f"{begin(me, question.module)}/questions/{question.id}"
    one = str(question.choices[0].id)
    sent = ",".join([one, one, one]) if order == "twice" else order
    assert "Put all of them in order." in me.post(address, data={"order": sent}).text
    assert db.session.scalars(select(QuizAnswer)).all() == []


def test_an_order_is_mixed_the_same_at_every_look_and_never_right(ambassador):
    question = asked(ambassador, QuestionKind.ORDER, right=(True,) * 4)
    for _number in range(10):
        attempt = AmbassadorFactory(cohort=ambassador.cohort).id
        mixed = answers.shuffled(question, attempt)
        assert mixed == answers.shuffled(question, attempt)
        assert mixed != question.choices
        assert {choice.id for choice in mixed} == {choice.id for choice in question.choices}


def test_own_words_pass_and_are_shown_beside_a_model_answer(me, ambassador):
    question = asked(
        ambassador, QuestionKind.TEXT, right=(), explanation_en="A bicycle with flowers."
    )
    address = f"{begin(me, question.module)}/questions/{question.id}"
    assert "A bicycle with flowers." not in me.get(address).text
    assert "Write a line or two." in me.post(address, data={"text": "  "}).text

    page = me.get(me.post(address, data={"text": "<b>A blue door.</b>"}).location).text

    assert "&lt;b&gt;A blue door." in page
    assert "A bicycle with flowers." in page
    assert kept().is_right


def take(me, attempt, module, *, right):
    """Answer what is asked, the first ``right`` questions rightly."""
    for number, question in enumerate(module.questions):
        choice = next(one for one in question.choices if one.is_right is (number < right))
        me.post(f"{attempt}/questions/{question.id}", data={"choice": str(choice.id)})
    return me.get(attempt)


def test_seventy_percent_fails_with_each_answer_explained_ninety_passes_and_opens_kits(
    me, ambassador
):
    module = full_module(ambassador.cohort, lessons=0, questions=10, pass_mark=80)
    kit = KitFactory(
        organisation=ambassador.cohort.organisation, cohorts=[ambassador.cohort], gate=module
    )
    failed = take(me, begin(me, module), module, right=7)
    assert "Not quite yet: 7 of 10 right" in failed.text
    for question in module.questions[7:]:
        wrong = next(one for one in question.choices if not one.is_right)
        right = next(one for one in question.choices if one.is_right)
        assert wrong.why_en in failed.text
        assert right.why_en in failed.text
    assert passed_gates(ambassador, [kit]) == frozenset()
    assert not queries.has_passed(ambassador, module.id)

    assert "Try the 3 you missed" in failed.text
    again = begin(me, module)
    assert again != failed.request.path
    last = module.questions[9]
    assert "Question 1 of 3" in me.get(me.get(again).location).text
    for question in module.questions[7:9]:
        choice = next(one for one in question.choices if one.is_right)
        me.post(f"{again}/questions/{question.id}", data={"choice": str(choice.id)})
    wrong = next(one for one in last.choices if not one.is_right)
    me.post(f"{again}/questions/{last.id}", data={"choice": str(wrong.id)})

    assert "You had 9 of 10 right" in me.get(again).text
    assert queries.has_passed(ambassador, module.id)
    assert passed_gates(ambassador, [kit]) == {module.id}
    scores = db.session.scalars(select(QuizAttempt.score).order_by(QuizAttempt.created_at))
    assert list(scores) == [70, 90]


def test_the_whole_quiz_may_be_taken_again(me, ambassador):
    module = full_module(ambassador.cohort, lessons=0, questions=4)
    take(me, begin(me, module), module, right=2)
    again = begin(me, module, whole="1")
    assert "Question 1 of 4" in me.get(me.get(again).location).text


def test_after_a_pass_everything_is_asked_again(me, ambassador):
    module = full_module(ambassador.cohort, lessons=0, questions=4)
    take(me, begin(me, module), module, right=4)
    again = begin(me, module)
    assert "Question 1 of 4" in me.get(me.get(again).location).text
