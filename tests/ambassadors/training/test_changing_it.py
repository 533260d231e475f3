"""Training changes while people take it: changed since, taken again on request, taken out."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.models import AuditEvent
from ambassadors.training import queries
from ambassadors.training.models import Lesson, Module, Question
from core.db import db, utcnow
from media.kits.queries import passed_gates
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.media import KitFactory
from tests.factories.training import (
    LessonProgressFactory,
    LessonVideoFactory,
    PassedAttemptFactory,
    full_module,
)


@pytest.fixture
def ambassador(app):
    return AmbassadorFactory(user__locale="en")


@pytest.fixture
def module(ambassador):
    """A module she has passed an hour ago."""
    module = full_module(ambassador.cohort)
    earlier = utcnow() - timedelta(hours=1)
    for lesson in module.lessons:
        LessonProgressFactory(ambassador_id=ambassador.id, lesson_id=lesson.id, finished_at=earlier)
    PassedAttemptFactory(ambassador=ambassador, module=module, finished_at=earlier)
    return module


@pytest.fixture
def me(ambassador, sign_in):
    return sign_in(ambassador.user)


@pytest.fixture
def staff(ambassador, sign_in):
    member = MembershipFactory(organisation=ambassador.cohort.organisation, user__locale="en")
    return sign_in(member.user)


def at(module, rest=""):
    cohort = module.cohort
    return f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/training/{module.id}{rest}"


def words_of(lesson, **changes):
    names = ("title_da", "title_en", "body_da", "body_en")
    words = {name: getattr(lesson, name) for name in names}
    return {**words, "kind": "reading", "asks": "text", **changes}


def test_a_changed_lesson_is_marked_and_nobodys_pass_is_taken(staff, me, ambassador, module):
    lesson = module.lessons[0]
    assert "Changed since" not in me.get("/my/training").text
    staff.post(at(module, f"/lessons/{lesson.id}"), data=words_of(lesson, body_en="Ask *first*."))

    assert queries.has_passed(ambassador, module.id)
    assert "Changed since" in me.get("/my/training").text
    page = me.get(f"/my/training/{module.id}").text
    assert "Changed since you passed" in page
    assert page.count("Changed since you read it") == 1

    me.post(f"/my/training/{module.id}/lessons/{lesson.id}")
    assert "Changed since you read it" not in me.get(f"/my/training/{module.id}").text


def test_how_long_it_takes_is_no_change(staff, me, module):
    names = ("title_da", "title_en", "intro_da", "intro_en", "pass_mark")
    same = {name: getattr(module, name) for name in names}
    staff.post(at(module), data={**same, "minutes": "9", "required": "y"})
    assert "Changed since" not in me.get("/my/training").text


def test_a_retake_asked_for_takes_the_pass_until_it_is_passed_again(staff, me, ambassador, module):
    kit = KitFactory(
        organisation=ambassador.cohort.organisation, cohorts=[ambassador.cohort], gate=module
    )
    assert passed_gates(ambassador, [kit]) == {module.id}
    staff.post(at(module, "/retake"))

    assert not queries.has_passed(ambassador, module.id)
    assert passed_gates(ambassador, [kit]) == frozenset()
    assert queries.next_module(ambassador).id == module.id
    assert "Please take this one again." in me.get(f"/my/training/{module.id}").text

    attempt = me.post(f"/my/training/{module.id}/quiz").location
    for question in module.questions:
        right = next(choice for choice in question.choices if choice.is_right)
        me.post(f"{attempt}/questions/{question.id}", data={"choice": str(right.id)})
    assert queries.has_passed(ambassador, module.id)
    assert "Please take this one again." not in me.get(f"/my/training/{module.id}").text
    acts = db.session.scalars(select(AuditEvent.action))
    assert "retake_asked" in list(acts)


def test_a_module_without_a_quiz_is_retaken_by_reading(staff, me, ambassador):
    module = full_module(ambassador.cohort, questions=0)
    addresses = [f"/my/training/{module.id}/lessons/{lesson.id}" for lesson in module.lessons]
    for address in addresses:
        me.post(address)
    assert queries.has_passed(ambassador, module.id)
    staff.post(at(module, "/retake"))
    for address in addresses:
        assert not queries.has_passed(ambassador, module.id)
        me.post(address)
    assert queries.has_passed(ambassador, module.id)


def test_nobody_is_asked_for_a_retake_of_what_nobody_has_passed(staff, ambassador):
    module = full_module(ambassador.cohort)
    page = staff.post(at(module, "/retake"), follow_redirects=True)
    assert "nobody to ask" in page.text
    assert "When much has changed" not in page.text
    db.session.refresh(module)
    assert module.retake_asked_at is None


def test_what_was_taken_is_archived_and_opens_the_kits_that_waited(staff, me, ambassador, module):
    other = AmbassadorFactory(cohort=ambassador.cohort)
    kit = KitFactory(
        organisation=ambassador.cohort.organisation, cohorts=[ambassador.cohort], gate=module
    )
    assert "Somebody has taken it already" in staff.get(at(module, "/removal")).text
    staff.post(at(module, "/removal"))

    assert db.session.get_one(Module, module.id).archived_at is not None
    assert queries.modules_of(ambassador.cohort_id) == []
    assert me.get(f"/my/training/{module.id}").status_code == 404
    assert staff.get(at(module)).status_code == 404
    assert passed_gates(other, [kit]) == {module.id}


def test_what_nobody_has_taken_is_gone_with_all_it_held(staff, ambassador):
    module = full_module(ambassador.cohort)
    LessonVideoFactory(lesson=module.lessons[0])
    assert "gone for good" in staff.get(at(module, "/removal")).text
    staff.post(at(module, "/removal"))
    db.session.expire_all()
    for table in (Module, Lesson, Question):
        assert db.session.scalars(select(table)).all() == []


def test_a_module_that_a_kit_waits_for_is_archived(staff, ambassador):
    module = full_module(ambassador.cohort)
    KitFactory(organisation=ambassador.cohort.organisation, gate=module)
    assert staff.post(at(module, "/removal")).status_code == 302
    db.session.refresh(module)
    assert module.archived_at is not None


def test_lessons_and_questions_are_taken_out_one_by_one(staff, me, module):
    lesson, question = module.lessons[0], module.questions[0]
    staff.post(at(module, f"/lessons/{lesson.id}/removal"))
    staff.post(at(module, f"/questions/{question.id}/removal"))
    db.session.expire_all()
    assert lesson.archived_at is not None  # she has read it
    assert db.session.get(Question, question.id) is None  # nobody has answered it
    assert len(module.lessons) == 1
    assert len(module.questions) == 3
    assert me.get(f"/my/training/{module.id}/lessons/{lesson.id}").status_code == 404
    made = staff.post(at(module, "/lessons/new"), data=words_of(lesson))
    assert made.status_code == 302  # the place of what is archived is not taken twice


def test_dragging_sends_a_whole_order(staff, ambassador):
    modules = [full_module(ambassador.cohort, questions=2) for _number in range(3)]
    first, second, third = (str(module.id) for module in modules)
    base = at(modules[0]).rpartition("/")[0]
    staff.post(f"{base}/order", data={"order": f"{third},{first}"})  # the rest keeps its place
    now = [str(module.id) for module in queries.modules_of(ambassador.cohort_id)]
    assert now == [third, first, second]

    lessons = [str(lesson.id) for lesson in modules[0].lessons]
    staff.post(at(modules[0], "/lessons/order"), data={"order": ",".join(reversed(lessons))})
    questions = [str(question.id) for question in modules[0].questions]
    staff.post(at(modules[0], "/questions/order"), data={"order": f"{questions[1]},nonsense"})
    db.session.expire_all()
    assert [str(lesson.id) for lesson in modules[0].lessons] == lessons[::-1]
    assert [str(question.id) for question in modules[0].questions] == questions[::-1]


def test_a_preview_shows_every_page_and_writes_nothing(staff, ambassador):
    module = full_module(ambassador.cohort, questions=1)
    lesson, question = module.lessons[1], module.questions[0]
    assert "Nothing you do here is kept." in staff.get(at(module, "/preview")).text
    page = staff.get(at(module, f"/preview/lessons/{lesson.id}")).text
    assert at(module, f"/preview/questions/{question.id}") in page
    asked = at(module, f"/preview/questions/{question.id}")
    assert "Answer" in staff.get(asked).text
    wrong = question.choices[0]
    assert wrong.why_en in staff.get(f"{asked}?choice={wrong.id}").text
    assert "Choose an answer." in staff.get(f"{asked}?choice=").text
