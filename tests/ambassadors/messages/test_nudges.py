"""Kind reminders: within everybody's own terms, seldom, and each person once."""

from datetime import timedelta

import pytest
from flask import current_app
from sqlalchemy import delete, select, update

from accounts.models import Membership
from ambassadors.enums import AmbassadorStatus, Rhythm
from ambassadors.messages import nudges
from ambassadors.messages.models import Nudge
from ambassadors.models import Ambassador
from ambassadors.training.follow_up import jobs as follow_up_jobs
from core import jobs
from core.db import db, utcnow
from core.formats import local_date
from core.models import Job
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory, PauseFactory
from tests.factories.messages import NudgeFactory
from tests.factories.training import PassedAttemptFactory, full_module


@pytest.fixture
def cohort(app):
    return CohortFactory()


@pytest.fixture
def module(cohort):
    return full_module(cohort)


@pytest.fixture
def staff(cohort, sign_in):
    return sign_in(MembershipFactory(organisation=cohort.organisation, user__locale="en").user)


def somebody(cohort, **more):
    return AmbassadorFactory(cohort=cohort, **{"rhythm": Rhythm.WEEKLY, **more})


def days_ago(days):
    return utcnow() - timedelta(days=days)


def may(person):
    now = utcnow()
    return person.id in nudges.nudgeable([person.id], now.date(), now)


def at(cohort, rest):
    return f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/training{rest}"


def test_own_terms_come_first(cohort):
    today = utcnow().date()
    paused = somebody(cohort)
    PauseFactory(ambassador=paused, starts_on=today, ends_on=today)
    assert may(somebody(cohort))
    assert not may(paused)
    assert not may(somebody(cohort, rhythm=Rhythm.WHENEVER))
    assert not may(somebody(cohort, status=AmbassadorStatus.LEFT))


def test_at_most_one_in_fourteen_days_and_four_in_all(cohort):
    person = somebody(cohort)
    NudgeFactory(ambassador=person, created_at=days_ago(13))
    assert not may(person)
    db.session.scalars(select(Nudge)).one().created_at = days_ago(15)
    db.session.commit()
    assert may(person)
    for days in (30, 45, 60):
        NudgeFactory(ambassador=person, created_at=days_ago(days))
    assert not may(person)


def test_all_who_are_behind_are_reminded_once(staff, cohort, module, run_jobs, outbox):
    behind, done = somebody(cohort), somebody(cohort)
    PassedAttemptFactory(ambassador=done, module=module)
    somebody(cohort, rhythm=Rhythm.WHENEVER)
    somebody(CohortFactory())

    staff.post(at(cohort, "/reminders"))
    staff.post(at(cohort, "/reminders"))
    assert "The reminders are being written" in staff.get(at(cohort, "/people")).text
    run_jobs()
    said = "1 gets a kind reminder. 1 is left in peace by their own terms."
    assert said in " ".join(staff.get(at(cohort, "/people")).text.split())
    staff.post(at(cohort, "/reminders"))
    staff.post(at(cohort, f"/people/{behind.id}/reminder"))
    run_jobs()

    assert [mail.recipient for mail in outbox()] == [behind.user.email]
    assert "/my/training" in current_app.extensions["mailman"].outbox[-1].body
    assert len(db.session.scalars(select(Nudge)).all()) == 1


def test_one_is_reminded_in_one_tap(staff, cohort, module, run_jobs, outbox):
    person = somebody(cohort, user__name="Freja Holm")
    address = at(cohort, f"/people/{person.id}/reminder")
    assert address in staff.get(at(cohort, "/people")).text
    staff.post(address)
    run_jobs()
    assert len(outbox()) == 1
    page = staff.get(at(cohort, "/people")).text
    assert "gets a kind reminder" in page
    assert address not in page
    assert "Reminded" in page
    staff.post(address)
    assert "left in peace" in staff.get(at(cohort, "/people")).text


def test_who_pauses_before_it_is_sent_gets_nothing(staff, cohort, module, run_jobs, outbox):
    person, today = somebody(cohort), local_date(utcnow(), cohort.organisation.timezone)
    staff.post(at(cohort, f"/people/{person.id}/reminder"))
    PauseFactory(
        ambassador=db.session.get_one(Ambassador, person.id), starts_on=today, ends_on=today
    )
    run_jobs()
    assert outbox() == []
    assert db.session.scalars(select(Nudge)).all() == []


def test_a_job_done_again_tells_nobody_twice(staff, cohort, module, run_jobs, outbox):
    somebody(cohort)
    staff.post(at(cohort, "/reminders"))
    run_jobs()
    jobs.enqueue("send_nudges", subject_id=cohort.id)
    db.session.commit()
    run_jobs()
    assert len(outbox()) == 1


def test_a_reminding_that_was_killed_midway_reminds_each_once(
    staff, cohort, module, run_jobs, outbox, monkeypatch
):
    monkeypatch.setattr(follow_up_jobs, "WAVE", 2)
    people = [somebody(cohort) for _ in range(5)]
    staff.post(at(cohort, "/reminders"))
    killed = iter([False, True, False, False, False, False])

    def nobody_or_killed(*about, **more):
        if next(killed):
            raise ConnectionError
        return line_up(*about, **more)

    line_up = nudges.line_up
    monkeypatch.setattr(nudges, "line_up", nobody_or_killed)
    db.session.commit()
    jobs.run_all(tolerate_failures=True)
    db.session.execute(update(Job).values(run_after=utcnow()))
    db.session.commit()
    run_jobs()
    told = {person.user.email for person in db.session.scalars(select(Ambassador))}
    assert len(told) == len(people)
    assert sorted(mail.recipient for mail in outbox()) == sorted(told)


def test_who_is_no_organiser_any_more_reminds_nobody(staff, cohort, module, run_jobs, outbox):
    somebody(cohort)
    staff.post(at(cohort, "/reminders"))
    db.session.execute(delete(Membership))
    db.session.commit()
    db.session.commit()
    jobs.run_all(tolerate_failures=True)
    assert outbox() == []
    assert db.session.scalars(select(Nudge)).all() == []
