"""A season's people are told two weeks ahead, once, and erased on the day the notice named."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.models import AuditEvent, User
from ambassadors.enums import Relation, Rhythm
from ambassadors.errors import ErasedLaterThanPromised, ErasedTooSoon
from ambassadors.models import Ambassador
from ambassadors.operations import CohortTerms, edit_cohort
from ambassadors.own_data import operations
from core import jobs
from core.db import db, utcnow
from core.models import Job, OutgoingMail
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory


def today():
    return utcnow().date()


@pytest.fixture
def cohort(app):
    cohort = CohortFactory(name="Forår", retention_until=today() + timedelta(days=10))
    for name in ("Kim Holm", "Bo Dahl"):
        AmbassadorFactory(cohort=cohort, user__name=name, user__locale="en")
    return cohort


def run(kind):
    jobs.enqueue(kind)
    db.session.commit()
    jobs.run_all()


def people():
    return sorted(name for name in db.session.scalars(select(User.name)) if name)


def mails():
    return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.created_at)))


def test_everybody_is_told_once(cohort, app):
    AmbassadorFactory(user__name="Ida Friis")  # whose season is not over
    run("announce_erasures")
    run("announce_erasures")
    assert len(mails()) == 2
    assert mails()[0].subject.startswith("On ")
    body = app.extensions["mailman"].outbox[-1].body
    assert "/my/data" in body
    assert "Your account goes too" in body
    assert people() == ["Bo Dahl", "Ida Friis", "Kim Holm"]


def test_another_day_is_told_anew(cohort):
    run("announce_erasures")
    cohort.retention_until += timedelta(days=2)
    db.session.commit()
    run("announce_erasures")
    assert len(mails()) == 4


def test_nobody_is_told_too_early(cohort):
    cohort.retention_until = today() + timedelta(days=30)
    db.session.commit()
    run("announce_erasures")
    assert mails() == []


def test_before_the_day_nobody_is_erased(cohort):
    cohort.retention_until = today() + timedelta(days=2)
    db.session.commit()
    run("erase_past_seasons")
    assert people() == ["Bo Dahl", "Kim Holm"]


def test_on_the_day_everybody_is(cohort):
    other = AmbassadorFactory(user__name="Ida Friis")
    cohort.retention_until = today()
    db.session.commit()
    run("erase_past_seasons")
    assert people() == ["Ida Friis"]
    assert db.session.get_one(Ambassador, other.id).erased_at is None
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.after) == ("season_erased", {"cohort": "Forår", "people": 2})
    run("erase_past_seasons")
    assert len(list(db.session.scalars(select(AuditEvent)))) == 1


def test_another_season_or_a_job_here_keeps_the_account(cohort):
    kim = db.session.scalars(select(User).where(User.name == "Kim Holm")).one()
    AmbassadorFactory(user=kim)
    bo = db.session.scalars(select(User).where(User.name == "Bo Dahl")).one()
    MembershipFactory(user=bo, organisation=cohort.organisation)
    cohort.retention_until = today()
    db.session.commit()
    run("erase_past_seasons")
    assert people() == ["Bo Dahl", "Kim Holm"]
    erased = db.session.scalars(select(Ambassador).where(Ambassador.cohort_id == cohort.id))
    assert all(place.erased_at and not place.user.name for place in erased)


def test_killed_between_two_it_goes_on(cohort, monkeypatch):
    cohort.retention_until = today()
    db.session.commit()
    whole, calls = operations.erase_place, []

    def dies_at_the_second(place, *, at_own_wish):
        calls.append(place.id)
        if len(calls) == 2:
            raise RuntimeError("killed")
        whole(place, at_own_wish=at_own_wish)

    jobs.enqueue("erase_past_seasons")
    db.session.commit()
    with monkeypatch.context() as broken:
        broken.setattr(operations, "erase_place", dies_at_the_second)
        jobs.run_all(tolerate_failures=True)
    assert len(people()) == 1
    db.session.execute(Job.__table__.update().values(run_after=utcnow()))
    db.session.commit()
    jobs.run_all()
    assert people() == []
    assert len(list(db.session.scalars(select(AuditEvent)))) == 1


def test_the_cohort_page_says_when(cohort, sign_in):
    member = MembershipFactory(
        organisation=cohort.organisation, user__locale="en", role="organiser"
    )
    page = sign_in(member.user).get(f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}")
    assert "Everybody’s details are erased on" in page.text


@pytest.mark.parametrize(
    ("days", "error"), [(10, ErasedTooSoon), (400, ErasedLaterThanPromised), (100, None)]
)
def test_the_day_that_was_promised_holds(cohort, days, error):
    cohort.season_end = today() - timedelta(days=30)
    cohort.season_start = today() - timedelta(days=200)
    cohort.retention_until = today() + timedelta(days=200)
    terms = CohortTerms(
        name=cohort.name,
        season_start=cohort.season_start,
        season_end=cohort.season_end,
        retention_until=today() + timedelta(days=days),
        suggested_rhythm=Rhythm.WEEKLY,
        relation=Relation.ENCOURAGED,
        minimum_age=15,
        ambassador_word_da="nabo",
        ambassador_word_en="neighbour",
    )
    actor = MembershipFactory(organisation=cohort.organisation).user
    if error is None:
        edit_cohort(cohort, terms, actor=actor)
        assert cohort.retention_until == terms.retention_until
    else:
        with pytest.raises(error):
            edit_cohort(cohort, terms, actor=actor)
