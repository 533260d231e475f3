"""An organiser writes training: words, order, preview; nobody loses a pass by it."""

import pytest
from sqlalchemy import select

from accounts.models import AuditEvent
from ambassadors.training import queries
from ambassadors.training.models import Lesson, Module, Question
from core.db import db
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.training import (
    PassedAttemptFactory,
    QuizAnswerFactory,
    QuizAttemptFactory,
    full_module,
)
from tests.queries import count_queries


@pytest.fixture
def cohort(app):
    return CohortFactory()


@pytest.fixture
def module(cohort):
    return full_module(cohort, questions=2)


@pytest.fixture
def staff(cohort, sign_in):
    member = MembershipFactory(organisation=cohort.organisation, user__locale="en")
    return sign_in(member.user)


def at(cohort, rest=""):
    return f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/training{rest}"


def acts():
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.position)))


MODULE = {
    "title_da": "Pas på dig selv",
    "title_en": "",
    "intro_da": "",
    "intro_en": "",
    "minutes": "5",
    "pass_mark": "80",
    "required": "y",
}
LESSON = {
    "kind": "reading",
    "asks": "text",
    "title_da": "Ro på",
    "title_en": "Calm",
    "body_da": "**Ro**.",
    "body_en": "**Calm**.",
}
QUESTION = {
    "text_da": "Hvad nu?",
    "text_en": "What now?",
    "choices-0-text_da": "Ja",
    "choices-0-why_da": "For dristigt.",
    "choices-1-text_da": "Nej",
    "choices-1-why_da": "Netop.",
    "kind": "one",
    "rights": ["2"],
}


def test_the_list_says_how_many_have_passed(staff, cohort, module):
    for _person in range(2):
        PassedAttemptFactory(ambassador=AmbassadorFactory(cohort=cohort), module=module)
    AmbassadorFactory(cohort=cohort)
    twice = db.session.scalars(select(Module)).one()
    assert [(row.module, row.passed) for row in queries.module_rows(cohort)] == [(twice, 2)]
    assert "of 3 have passed" in staff.get(at(cohort)).text


def test_the_list_of_a_cohort_without_training_says_what_to_do(staff, cohort):
    assert at(cohort, "/new") in staff.get(at(cohort)).text


def test_the_list_asks_the_same_number_of_queries_for_one_and_three(staff, cohort):
    asked = []
    for more in (1, 2):
        cohort = db.session.merge(cohort)
        for _number in range(more):
            full_module(cohort, questions=more)
        address = at(cohort)
        with count_queries() as sent:
            assert staff.get(address).status_code == 200
        asked.append(len(sent))
    assert asked[0] == asked[1]


def test_adding_a_module(staff, cohort, module):
    response = staff.post(at(cohort, "/new"), data=MODULE)
    made = db.session.scalars(select(Module).where(Module.title_da == "Pas på dig selv")).one()
    assert response.location == at(cohort, f"/{made.id}")
    assert (made.position, made.pass_mark, made.required) == (module.position + 1, 80, True)
    assert acts() == ["module_added"]


@pytest.mark.parametrize(
    ("rest", "data", "field"),
    [
        ("/new", MODULE, "intro_da"),
        ("/{module.id}/lessons/new", LESSON, "body_en"),
        ("/{module.id}/questions/new", QUESTION, "text_da"),
        ("/{module.id}/questions/new", QUESTION, "choices-0-why_da"),
    ],
)
def test_no_cpr_number_stands_in_training(staff, cohort, module, rest, data, field):
    page = staff.post(at(cohort, rest.format(module=module)), data=data | {field: "010203-1234"})
    assert "looks like a CPR number" in page.text
    assert acts() == []


def test_a_question_shows_its_answers_first_and_opens_what_is_wrong(staff, cohort, module):
    address = at(cohort, f"/{module.id}/questions/new")

    def sections(**changes):
        answer = staff.post(address, data=QUESTION | {"rights": []} | changes)
        page = answer.text.split("<main")[1]
        return page.count("<details"), page.count('<details class="card" open>')

    first = staff.get(address).text.split("<main")[1]
    assert first.index('name="choices-5-text_da"') < first.index("<details")
    assert first.index('name="rights" type="checkbox" value="6"') < first.index("<details")
    assert sections() == (2, 0)
    assert sections(kind="text", explanation_da="") == (2, 1)
    assert sections(**{"choices-3-why_en": "x" * 401}) == (2, 1)
    assert sections(**{"choices-3-why_da": "x" * 401, "text_en": "x" * 401}) == (2, 2)


def test_a_module_needs_a_title(staff, cohort):
    page = staff.post(at(cohort, "/new"), data=MODULE | {"title_da": " "})
    assert "Write a title" in page.text
    assert db.session.scalars(select(Module)).all() == []


@pytest.mark.parametrize(("field", "value"), [("pass_mark", "101"), ("minutes", "0")])
def test_numbers_out_of_range_are_refused(staff, cohort, module, field, value):
    page = staff.post(at(cohort, f"/{module.id}"), data=MODULE | {field: value})
    assert "Enter a number" in page.text
    assert db.session.get_one(Module, module.id).pass_mark == 75


def test_editing_a_module_is_recorded_and_takes_nobodys_pass(staff, cohort, module):
    ambassador = AmbassadorFactory(cohort=cohort)
    PassedAttemptFactory(ambassador=ambassador, module=module)
    staff.post(at(cohort, f"/{module.id}"), data=MODULE | {"pass_mark": "100"})
    assert db.session.get_one(Module, module.id).pass_mark == 100
    assert queries.has_passed(ambassador, module.id)
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.before["pass_mark"], event.after["pass_mark"]) == (75, 100)


def test_saving_without_a_change_leaves_no_trace(staff, cohort, module):
    lesson = module.lessons[0]
    same = LESSON | {name: getattr(lesson, name) for name in list(LESSON)[2:]}
    staff.post(at(cohort, f"/{module.id}/lessons/{lesson.id}"), data=same)
    assert acts() == []


def test_adding_and_editing_a_lesson(staff, cohort, module):
    assert "Begin to write" in staff.get(at(cohort, f"/{module.id}/lessons/new")).text
    staff.post(at(cohort, f"/{module.id}/lessons/new"), data=LESSON)
    made = db.session.scalars(select(Lesson).where(Lesson.title_da == "Ro på")).one()
    address = at(cohort, f"/{module.id}/lessons/{made.id}")
    assert staff.post(address, data=LESSON | {"title_en": "Rest"}).location == address
    db.session.refresh(made)
    assert (made.title_en, made.position) == ("Rest", module.lessons[1].position + 1)
    assert acts() == ["lesson_added", "lesson_changed"]


def test_a_lesson_needs_a_title(staff, cohort, module):
    page = staff.post(
        at(cohort, f"/{module.id}/lessons/new"), data=LESSON | {"title_da": "", "title_en": ""}
    )
    assert "Write a title" in page.text
    assert "**Calm**." in page.text  # nothing typed is lost


def test_looking_at_a_lesson_saves_nothing(staff, cohort, module):
    lesson = module.lessons[0]
    page = staff.post(at(cohort, f"/{module.id}/lessons/{lesson.id}"), data=LESSON | {"look": "1"})
    assert "<strong>Calm</strong>" in page.text
    db.session.refresh(lesson)
    assert lesson.title_da != "Ro på"


def test_previewing_a_lesson(staff, cohort, module):
    lesson = module.lessons[1]
    page = staff.get(at(cohort, f"/{module.id}/preview/lessons/{lesson.id}"))
    assert "Lesson 2 of 2" in page.text
    assert "This is what an ambassador sees." in page.text


def test_adding_a_question(staff, cohort, module):
    response = staff.post(at(cohort, f"/{module.id}/questions/new"), data=QUESTION)
    assert response.location == at(cohort, f"/{module.id}")
    made = db.session.scalars(select(Question).where(Question.text_da == "Hvad nu?")).one()
    assert [(c.text_da, c.is_right) for c in made.choices] == [("Ja", False), ("Nej", True)]
    assert acts() == ["question_added"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text_da": "", "text_en": ""}, "Write the question"),
        ({"choices-1-text_da": ""}, "at least two answers"),
        ({"rights": ["3"]}, "Choose which of the answers"),
        ({"rights": []}, "Choose which of the answers"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(staff, cohort, module, changes, message):
    page = staff.post(at(cohort, f"/{module.id}/questions/new"), data=QUESTION | changes)
    assert page.status_code == 200
    assert message in page.text
    assert "For dristigt." in page.text


def test_rewriting_an_unanswered_question(staff, cohort, module):
    question = module.questions[0]  # three choices, the second is right
    staff.post(
        at(cohort, f"/{module.id}/questions/{question.id}"), data=QUESTION | {"rights": ["1"]}
    )
    db.session.expire_all()
    assert [(c.text_da, c.is_right) for c in question.choices] == [("Ja", True), ("Nej", False)]
    assert acts() == ["question_changed"]


def test_an_answered_question_keeps_its_answers_but_not_their_words(staff, cohort, module):
    question = module.questions[0]
    attempt = QuizAttemptFactory(module=module, ambassador=AmbassadorFactory(cohort=cohort))
    QuizAnswerFactory(attempt=attempt, question=question, chosen=[str(question.choices[2].id)])
    address = at(cohort, f"/{module.id}/questions/{question.id}")

    assert "so its answers stay" in staff.post(address, data=QUESTION).text
    third = {"choices-2-text_da": "Måske"}
    assert (
        "so its answers stay" in staff.post(address, data=QUESTION | third | {"rights": ["1"]}).text
    )
    assert staff.post(address, data=QUESTION | third).status_code == 302
    db.session.expire_all()
    assert [c.text_da for c in question.choices] == ["Ja", "Nej", "Måske"]


def test_moving_modules_lessons_and_questions(staff, cohort, module):
    other = full_module(cohort)
    staff.post(at(cohort, f"/{other.id}/position"), data={"way": "up"})
    assert [m.id for m in queries.modules_of(cohort.id)] == [other.id, module.id]
    staff.post(at(cohort, f"/{other.id}/position"), data={"way": "up"})  # is first already
    first, second = (lesson.id for lesson in module.lessons)
    staff.post(at(cohort, f"/{module.id}/lessons/{first}/position"), data={"way": "down"})
    one, two = (question.id for question in module.questions)
    staff.post(at(cohort, f"/{module.id}/questions/{two}/position"), data={"way": "up"})

    db.session.expire_all()
    assert [lesson.id for lesson in module.lessons] == [second, first]
    assert [question.id for question in module.questions] == [two, one]
    assert acts() == ["training_order_changed"] * 3


def test_things_of_another_cohort_or_organisation_are_not_found(staff, cohort, module):
    foreign = full_module(CohortFactory())
    lesson, question = foreign.lessons[0].id, foreign.questions[0].id
    for address in [
        f"/{foreign.id}",
        f"/{foreign.id}/lessons/new",
        f"/{foreign.id}/lessons/{lesson}",
        f"/{module.id}/lessons/{lesson}",
        f"/{module.id}/preview/lessons/{lesson}",
        f"/{module.id}/questions/{question}",
    ]:
        assert staff.get(at(cohort, address)).status_code == 404, address
    for address in [
        f"/{foreign.id}/position",
        f"/{module.id}/lessons/{lesson}/position",
        f"/{module.id}/questions/{question}/position",
    ]:
        assert staff.post(at(cohort, address), data={"way": "up"}).status_code == 404, address
    assert staff.get(at(foreign.cohort)).status_code == 404
