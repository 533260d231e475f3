"""Who is where, which question is bad, and a word back to those who practise."""

from datetime import timedelta

import pytest
from flask import current_app
from sqlalchemy import update
from time_machine import travel

from ambassadors.enums import AmbassadorStatus, CohortStatus
from ambassadors.training.follow_up import hard_questions, queries
from ambassadors.training.follow_up import jobs as follow_up
from ambassadors.training.follow_up.models import TrainingCount
from ambassadors.training.follow_up.standings import REST, TOO_OLD, PeopleWanted, Standing
from core.db import db, utcnow
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.training import (
    LessonProgressFactory,
    PassedAttemptFactory,
    PracticeAnswerFactory,
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
    return full_module(cohort)


@pytest.fixture
def staff(cohort, sign_in):
    return sign_in(MembershipFactory(organisation=cohort.organisation, user__locale="en").user)


def at(cohort, rest=""):
    return f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/training{rest}"


def tried(ambassador, module, wrong, *, ago=1, passed=False):
    """Let somebody try a quiz to the end, with some questions wrong."""
    moment = utcnow() - timedelta(hours=ago)
    attempt = QuizAttemptFactory(
        ambassador=ambassador,
        module=module,
        created_at=moment,
        finished_at=moment,
        passed=passed,
        score=0,
    )
    for question in module.questions:
        QuizAnswerFactory(attempt=attempt, question=question, is_right=question not in wrong)
    return attempt


def somebody(cohort, name="", **more):
    return AmbassadorFactory(cohort=cohort, **({"user__name": name} if name else {}), **more)


def page_of(cohort, **wanted):
    now = utcnow()
    return queries.people_page(cohort, PeopleWanted(**wanted), page=1, on=now.date(), now=now)


@pytest.fixture
def four(cohort, module):
    """One in each standing, and somebody who has left."""
    new, reading = somebody(cohort, "Anna Ny"), somebody(cohort, "Bo Blad")
    LessonProgressFactory(ambassador_id=reading.id, lesson_id=module.lessons[0].id)
    stuck, done = somebody(cohort, "Carla Kant"), somebody(cohort, "Dan Done")
    tried(stuck, module, module.questions[:3], ago=3)
    tried(stuck, module, module.questions[1:2])
    tried(done, module, module.questions[:1], ago=4)
    PassedAttemptFactory(ambassador=done, module=module)
    somebody(cohort, "Erik Exit", status=AmbassadorStatus.LEFT)
    return new, reading, stuck, done


def test_everybody_stands_somewhere(cohort, four):
    rows = page_of(cohort).rows
    assert [(row.ambassador.user.name, row.standing, row.passed) for row in rows] == [
        ("Anna Ny", Standing.NEW, 0),
        ("Bo Blad", Standing.UNDER_WAY, 0),
        ("Carla Kant", Standing.STUCK, 0),
        ("Dan Done", Standing.DONE, 1),
    ]
    assert queries.count_standing(cohort) == dict.fromkeys(Standing, 1)
    for row in rows:
        assert page_of(cohort, standing=row.standing).rows == [row]


def test_stuck_on_what_was_wrong_the_last_time(cohort, module, four):
    obstacle = page_of(cohort, standing=Standing.STUCK).rows[0].obstacle
    assert (obstacle.module, obstacle.tries) == (module, 2)
    assert obstacle.questions == [module.questions[1]]


def test_a_large_cohort_is_counted_by_the_worker_and_by_its_pages_only_when_that_is_away(
    cohort, module, four, monkeypatch
):
    cohort.status = CohortStatus.OPEN
    db.session.commit()
    follow_up.count_large_cohorts()
    assert queries.find_count(cohort) is None  # four are counted each time
    monkeypatch.setattr(queries, "MANY", 3)
    follow_up.count_large_cohorts()
    then = queries.count_standing(cohort), hard_questions.question_rows(cohort)
    assert then == (queries.standing_now(cohort), hard_questions.answers_now(cohort))

    tried(somebody(cohort), module, module.questions)
    follow_up.count_large_cohorts()  # it has only just been counted
    assert then == (queries.count_standing(cohort), hard_questions.question_rows(cohort))
    with travel(utcnow() + REST + timedelta(minutes=1)):
        follow_up.count_large_cohorts()
        assert queries.count_standing(cohort)[Standing.STUCK] == 2
        assert hard_questions.question_rows(cohort)[module.questions[0].id].answered == 3
    db.session.execute(update(TrainingCount).values(counted_at=utcnow() - TOO_OLD))
    assert queries.find_count(cohort) is None
    assert queries.count_standing(cohort)[Standing.STUCK] == 2


def test_people_are_found_by_name_and_never_elsewhere(staff, cohort, four):
    somebody(CohortFactory(), "Anna Anden")
    page = staff.get(at(cohort, "/people?words=anna&standing="))
    assert "Anna Ny" in page.text
    assert "Bo Blad" not in page.text
    assert "Anna Anden" not in page.text
    assert "Nobody fits that." in staff.get(at(cohort, "/people?words=%25&standing=x")).text


def test_the_list_asks_the_same_number_of_queries_for_one_and_three(staff, cohort, module):
    asked, address = [], at(cohort, "/people")
    for more in (1, 2):
        cohort, module = db.session.merge(cohort), db.session.merge(module)
        for _number in range(more):
            tried(somebody(cohort), module, module.questions[:2])
        with count_queries() as sent:
            assert staff.get(address).status_code == 200
        asked.append(len(sent))
    assert asked[0] == asked[1]


def test_a_long_list_comes_in_pages(staff, cohort, module):
    AmbassadorFactory.create_batch(51, cohort=cohort)
    assert "Page 1 of 2" in staff.get(at(cohort, "/people")).text
    assert "Page 2 of 2" in staff.get(at(cohort, "/people?page=9")).text


def test_a_question_is_judged_by_first_tries_once_five_have_answered(staff, cohort, module):
    bad, good = module.questions[0], module.questions[1]
    for number in range(5):
        person = somebody(cohort)
        tried(person, module, [bad] if number < 3 else [], ago=2)
        tried(person, module, [good])  # a second try tells nothing of the question
        rows = hard_questions.question_rows(cohort)
        assert rows[bad.id].is_bad is (number == 4)
    assert (rows[bad.id].answered, rows[bad.id].wrong) == (5, 3)
    assert (rows[good.id].answered, rows[good.id].wrong) == (5, 0)
    page = staff.get(at(cohort, "/answers")).text
    assert "1 question is answered wrongly by most" in page
    assert page.count("Look at this one") == 1


def test_questions_ask_the_same_number_of_queries_for_one_and_three(staff, cohort, module):
    asked, address = [], at(cohort, "/answers")
    for more in (1, 2):
        cohort = db.session.merge(cohort)
        for _number in range(more):
            tried(somebody(cohort), full_module(cohort, questions=more), [])
        with count_queries() as sent:
            staff.get(address)
        asked.append(len(sent))
    assert asked[0] == asked[1]


def test_a_word_back_reaches_the_one_who_practised(
    staff, cohort, module, run_jobs, outbox, sign_in
):
    person = somebody(cohort, "Freja Holm", user__locale="en")
    answer = PracticeAnswerFactory(ambassador=person, lesson=module.lessons[0])
    assert "Mit bord om morgenen." in staff.get(at(cohort, "/practice")).text

    address = at(cohort, f"/practice/{answer.id}")
    assert "Write a word or two." in staff.post(address, data={f"{answer.id.hex}-text": " "}).text
    for _time in range(2):
        staff.post(address, data={f"{answer.id.hex}-text": "Lovely light."})
    run_jobs()

    assert [mail.recipient for mail in outbox()] == [person.user.email]
    sent = current_app.extensions["mailman"].outbox[-1]  # the row is blanked once it has left
    assert "Lovely light." in sent.body
    assert "Nothing waits" in staff.get(at(cohort, "/practice")).text
    db.session.refresh(answer)
    assert answer.reply == "Lovely light."


def test_practice_asks_the_same_number_of_queries_for_one_and_three(staff, cohort, module):
    asked, address, lesson = [], at(cohort, "/practice"), module.lessons[0]
    for more in (1, 2):
        cohort, lesson = db.session.merge(cohort), db.session.merge(lesson)
        for _number in range(more):
            PracticeAnswerFactory(ambassador=somebody(cohort), lesson=lesson)
        with count_queries() as sent:
            staff.get(address)
        asked.append(len(sent))
    assert asked[0] == asked[1]


def test_somebody_elses_things_are_not_found(staff, cohort, module):
    foreign = full_module(CohortFactory())
    person = somebody(foreign.cohort)
    answer = PracticeAnswerFactory(ambassador=person, lesson=foreign.lessons[0])
    reply = {f"{answer.id.hex}-text": "Hm."}
    assert staff.post(at(cohort, f"/practice/{answer.id}"), data=reply).status_code == 404
    assert staff.post(at(cohort, f"/people/{person.id}/reminder")).status_code == 404
    assert staff.get(at(foreign.cohort, "/people")).status_code == 404
