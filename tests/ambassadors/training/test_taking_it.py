"""An ambassador's way through training: lessons, quiz, a wrong answer, a second try."""

from datetime import date

import pytest
from sqlalchemy import func, select

from ambassadors import operations as cohort_operations
from ambassadors.enums import Kind
from ambassadors.models import Ambassador
from ambassadors.starter_packs import load
from ambassadors.training import operations, queries
from ambassadors.training.enums import QuestionKind
from ambassadors.training.errors import LessonsFirst, NoQuiz
from ambassadors.training.models import LessonProgress, Module, QuizAnswer, QuizAttempt
from core.db import db
from tests.factories.accounts import OrganisationFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.training import (
    LessonProgressFactory,
    ModuleFactory,
    PassedAttemptFactory,
    QuizAttemptFactory,
    full_module,
)
from tests.queries import count_queries


@pytest.fixture
def ambassador(app):
    return AmbassadorFactory(user__locale="en")


@pytest.fixture
def module(ambassador):
    return full_module(ambassador.cohort)


@pytest.fixture
def me(ambassador, sign_in):
    return sign_in(ambassador.user)


@pytest.fixture
def ready(ambassador, module):
    """The module's lessons are read."""
    for lesson in module.lessons:
        LessonProgressFactory(ambassador_id=ambassador.id, lesson_id=lesson.id)
    return module


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def at(module, rest=""):
    return f"/my/training/{module.id}{rest}"


def begin(me, module):
    return me.post(at(module, "/quiz")).location


def answer(me, attempt, question, *, right):
    choice = next(c for c in question.choices if c.is_right is right)
    return me.post(f"{attempt}/questions/{question.id}", data={"choice": str(choice.id)})


def take(me, module, *, right):
    """Answer the whole quiz, the first ``right`` questions rightly; return the result's address."""
    attempt = begin(me, module)
    for number, question in enumerate(module.questions):
        answer(me, attempt, question, right=number < right)
    return attempt


def test_two_lessons_a_failed_quiz_and_a_second_try_that_passes(me, ambassador, module):
    first, second = module.lessons
    assert first.title_en in me.get(at(module)).text
    assert "<strong>public</strong>" in me.get(at(module, f"/lessons/{first.id}")).text
    onwards = me.post(at(module, f"/lessons/{first.id}")).location
    assert onwards == at(module, f"/lessons/{second.id}")
    assert me.post(onwards).location == at(module)

    failed = me.get(take(me, module, right=2))
    assert "Passed." not in failed.text
    assert not queries.has_passed(ambassador, module.id)
    wrong = next(c for c in module.questions[3].choices if not c.is_right)
    assert wrong.why_en in failed.text

    passed = me.get(take(me, module, right=3))
    assert ambassador.user.first_name in passed.text
    assert queries.has_passed(ambassador, module.id)
    attempts = db.session.scalars(select(QuizAttempt).order_by(QuizAttempt.created_at)).all()
    assert [(a.score, a.passed) for a in attempts] == [(50, False), (75, True)]


def test_a_wrong_answer_is_explained_and_so_is_the_right_one(me, ready):
    question = ready.questions[0]
    attempt = begin(me, ready)
    wrong, right, other = question.choices

    page = me.get(answer(me, attempt, question, right=False).location).text

    assert wrong.why_en in page
    assert right.why_en in page
    assert other.text_en in page
    assert other.why_en not in page
    assert f"{attempt}/questions/{ready.questions[1].id}" in page


def test_an_answer_stays_whatever_is_sent_later(me, ready):
    question = ready.questions[0]
    attempt = begin(me, ready)
    answer(me, attempt, question, right=False)

    again = answer(me, attempt, question, right=True)

    assert again.location == f"{attempt}/questions/{question.id}"
    kept = db.session.scalars(select(QuizAnswer)).one()
    assert not kept.is_right


def test_no_answer_is_asked_for_once_more(me, ready):
    attempt = begin(me, ready)
    page = me.post(f"{attempt}/questions/{ready.questions[0].id}", data={})
    assert page.status_code == 200
    assert "Choose an answer." in page.text
    assert count(QuizAnswer) == 0


def test_a_choice_of_another_question_is_refused(me, ready):
    attempt = begin(me, ready)
    foreign = ready.questions[1].choices[1]
    page = me.post(f"{attempt}/questions/{ready.questions[0].id}", data={"choice": str(foreign.id)})
    assert page.status_code == 200
    assert count(QuizAnswer) == 0


def test_the_quiz_goes_on_where_one_stopped(me, ready):
    attempt = begin(me, ready)
    answer(me, attempt, ready.questions[0], right=True)

    assert begin(me, ready) == attempt
    assert me.get(attempt).location == f"{attempt}/questions/{ready.questions[1].id}"
    assert "In the middle of the quiz" in me.get("/my/training").text


def test_pressing_start_twice_makes_one_attempt(me, ready):
    begin(me, ready)
    begin(me, ready)
    assert count(QuizAttempt) == 1


def test_reading_a_lesson_twice_counts_once(me, module):
    address = at(module, f"/lessons/{module.lessons[0].id}")
    me.post(address)
    assert me.post(address).status_code == 302
    assert count(LessonProgress) == 1


def test_the_quiz_waits_for_the_lessons(me, ambassador, module):
    assert me.post(at(module, "/quiz")).location == at(module)
    assert count(QuizAttempt) == 0
    with pytest.raises(LessonsFirst):
        operations.start_attempt(ambassador, module)


def test_a_module_without_questions_has_no_quiz(ambassador):
    module = full_module(ambassador.cohort, questions=0)
    with pytest.raises(NoQuiz):
        operations.start_attempt(ambassador, module)


def test_a_module_without_questions_is_passed_by_reading(me, ambassador):
    module = full_module(ambassador.cohort, questions=0)
    for lesson in module.lessons:
        assert not queries.has_passed(ambassador, module.id)
        me.post(at(module, f"/lessons/{lesson.id}"))
    assert queries.has_passed(ambassador, module.id)


def test_another_cohorts_module_is_not_found(me, ready):
    foreign = full_module(AmbassadorFactory().cohort)
    attempt = begin(me, ready)

    assert me.get(at(foreign)).status_code == 404
    assert me.get(at(foreign, f"/lessons/{foreign.lessons[0].id}")).status_code == 404
    assert me.get(at(ready, f"/lessons/{foreign.lessons[0].id}")).status_code == 404
    assert me.post(at(foreign, f"/lessons/{foreign.lessons[0].id}")).status_code == 404
    assert me.post(at(foreign, "/quiz")).status_code == 404
    assert me.get(f"{attempt}/questions/{foreign.questions[0].id}").status_code == 404


def test_another_ambassadors_attempt_is_not_found(me, ready):
    other = AmbassadorFactory(cohort=ready.cohort)
    attempt = QuizAttemptFactory(ambassador=other, module=ready)
    question = ready.questions[0]
    address = f"/my/training/quiz/{attempt.id}"

    assert me.get(address).status_code == 404
    assert me.get(f"{address}/questions/{question.id}").status_code == 404
    assert answer(me, address, question, right=True).status_code == 404
    assert count(QuizAnswer) == 0


def test_progress_and_next_module(ambassador):
    done = full_module(ambassador.cohort)
    optional = full_module(ambassador.cohort, required=False)
    ModuleFactory(cohort=ambassador.cohort)  # nothing in it yet: not shown
    wanted = full_module(ambassador.cohort)
    PassedAttemptFactory(ambassador=ambassador, module=done)
    PassedAttemptFactory(module=wanted)  # somebody else's
    LessonProgressFactory(ambassador_id=ambassador.id, lesson_id=optional.lessons[0].id)

    rows = queries.progress_of(ambassador)

    assert [(row.module, row.stage.value, row.lessons_done) for row in rows] == [
        (done, "passed", 0),
        (optional, "begun", 1),
        (wanted, "new", 0),
    ]
    assert queries.next_module(ambassador) == wanted
    PassedAttemptFactory(ambassador=ambassador, module=wanted)
    assert queries.next_module(ambassador) == optional
    PassedAttemptFactory(ambassador=ambassador, module=optional)
    assert queries.next_module(ambassador) is None


def test_the_pass_mark_is_rounded_up_to_whole_questions(me, ambassador):
    module = full_module(ambassador.cohort, lessons=0, questions=3, pass_mark=67)
    take(me, module, right=2)
    assert not queries.has_passed(ambassador, module.id)
    take(me, module, right=3)
    assert queries.has_passed(ambassador, module.id)


def test_failing_after_a_pass_takes_nothing_away(me, ambassador, ready):
    take(me, ready, right=4)
    take(me, ready, right=0)
    assert queries.has_passed(ambassador, ready.id)


def test_a_new_cohort_gets_its_packs_modules(app):
    cohort = cohort_operations.create_cohort(
        OrganisationFactory(),
        kind=Kind.STUDENT,
        name="H26",
        season_start=date(2026, 8, 1),
        season_end=date(2026, 12, 1),
        actor=None,
    )
    db.session.commit()

    pack = load(Kind.STUDENT)
    modules = queries.modules_of(cohort.id)
    assert [m.title_da for m in modules] == [m.title_da for m in pack.modules]
    assert [len(m.lessons) for m in modules] == [len(m.lessons) for m in pack.modules]
    assert count(Module) == len(pack.modules)
    kinds = [[question.kind.value for question in module.questions] for module in modules]
    assert kinds == [[question.kind for question in module.questions] for module in pack.modules]
    chosen = [q for m in modules for q in m.questions if q.kind is QuestionKind.ONE]
    assert all(sum(choice.is_right for choice in question.choices) == 1 for question in chosen)


@pytest.mark.parametrize("path", ["/my/training", "module"])
def test_pages_ask_the_same_number_of_queries_however_much_there_is(path, app, sign_in, ambassador):
    asked, own_id = [], ambassador.id
    for more in (1, 2):
        ambassador = db.session.get_one(Ambassador, own_id)
        for _number in range(more):
            module = full_module(ambassador.cohort, lessons=more, questions=more)
            PassedAttemptFactory(ambassador=ambassador, module=module)
        client = sign_in(ambassador.user)
        address = at(module) if path == "module" else path
        with count_queries() as queries_sent:
            assert client.get(address).status_code == 200
        asked.append(len(queries_sent))
    assert asked[0] == asked[1]
