"""Sign-ups are deleted a month after the event, as the page promises; the totals stay."""

from datetime import timedelta

from sqlalchemy import select

from campaigns.outcomes.events.models import SignUp
from campaigns.outcomes.events.seats import jobs as seat_jobs
from campaigns.outcomes.models import Outcome
from core import jobs
from core.db import db, utcnow
from tests.factories.campaigns import EventFactory, OutcomeFactory, SignUpFactory


def ended(days: int, **more: int):
    end = utcnow() - timedelta(days=days)
    return EventFactory(starts_at=end - timedelta(hours=3), ends_at=end, **more)


def test_people_are_forgotten_as_was_promised_and_their_outcome_stays(app, run_jobs):
    old = SignUpFactory(event=ended(31))
    OutcomeFactory(external_ref=str(old.id))
    recent, coming = SignUpFactory(event=ended(29)), SignUpFactory()
    longer = SignUpFactory(event=ended(31, kept_days=60))
    SignUpFactory(event=ended(8, kept_days=7))
    kept = sorted([recent.email, coming.email, longer.email])

    jobs.enqueue(seat_jobs.forget_sign_ups.__name__)
    run_jobs()

    assert sorted(db.session.scalars(select(SignUp.email))) == kept
    assert len(db.session.scalars(select(Outcome)).all()) == 1
