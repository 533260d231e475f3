"""News and reminders keep to each ambassador's quiet hours, weekly mail, breaks and season."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import current_app
from sqlalchemy import func, select, update

from ambassadors.enums import CohortStatus, MailDigest
from ambassadors.messages import digests, nudges, operations, queries
from ambassadors.messages import jobs as message_jobs
from ambassadors.messages.models import AnnouncementDelivery, Nudge
from ambassadors.messages.timing import is_quiet, next_hour
from ambassadors.models import Ambassador
from core import jobs
from core.db import db, utcnow
from core.formats import local_date
from core.models import Job, OutgoingMail
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory, PauseFactory
from tests.factories.messages import (
    AnnouncementDeliveryFactory,
    AnnouncementFactory,
    NudgeFactory,
)


@pytest.fixture
def cohort(app):
    return CohortFactory()


def announce(cohort, subject="Åbent hus"):
    announcement = operations.announce(
        cohort,
        announcement_id=uuid.uuid4(),
        subject=subject,
        body="Kom og vær med.",
        actor=MembershipFactory(organisation=cohort.organisation).user,
        on=local_date(utcnow(), cohort.organisation.timezone),
    )
    db.session.commit()
    jobs.run_all()
    return announcement


def mails():
    return db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.created_at)).all()


def pass_an_hour():
    db.session.execute(update(Job).values(run_after=utcnow()))
    db.session.commit()
    jobs.run_all()


@pytest.mark.parametrize(
    ("begins", "ends", "hour", "quiet"),
    [
        (21, 7, 23, True),
        (21, 7, 6, True),
        (21, 7, 7, False),
        (21, 7, 20, False),
        (8, 16, 12, True),
        (8, 16, 16, False),
        (9, 9, 9, False),
    ],
)
def test_quiet_hours_may_go_over_midnight(cohort, begins, ends, hour, quiet):
    AmbassadorFactory(cohort=cohort, quiet_from=begins, quiet_until=ends)
    found = select(func.count()).select_from(Ambassador).where(is_quiet(hour))
    assert db.session.scalar(found) == int(quiet)


def test_the_next_hour_begins_on_the_hour():
    now = datetime(2026, 11, 21, 23, 12, tzinfo=UTC)
    assert next_hour(now) == datetime(2026, 11, 22, 0, tzinfo=UTC)


def test_news_waits_until_the_quiet_hours_are_over(cohort, monkeypatch):
    AmbassadorFactory(cohort=cohort, quiet_from=21, quiet_until=7)
    monkeypatch.setattr(message_jobs, "hour_at", lambda *_: 23)
    announcement = announce(cohort)
    assert (mails(), announcement.sent_at) == ([], None)
    monkeypatch.setattr(message_jobs, "hour_at", lambda *_: 7)
    pass_an_hour()
    assert len(mails()) == 1
    db.session.refresh(announcement)
    assert (announcement.sent_to, announcement.sent_at is not None) == (1, True)


def test_one_mail_a_week_gathers_news_and_reminders(cohort):
    kim = AmbassadorFactory(cohort=cohort, mail_digest=MailDigest.WEEKLY)
    announce(cohort, "Åbent hus")
    announce(cohort, "Nye billeder")
    NudgeFactory(ambassador=kim)
    jobs.enqueue("send_nudges", subject_id=cohort.id)
    db.session.commit()
    jobs.run_all()
    assert mails() == []
    for _time in range(2):
        jobs.enqueue("send_digests")
        db.session.commit()
        jobs.run_all()
    assert len(mails()) == 1
    body = current_app.extensions["mailman"].outbox[-1].body
    assert ("Åbent hus" in body, "Nye billeder" in body, "/my/training" in body) == (True,) * 3
    announce(cohort, "Mere nyt")
    assert digests.due(utcnow(), limit=9) == []
    assert digests.due(utcnow() + timedelta(days=7), limit=9) == [kim]


def test_who_wants_only_needed_mail_gets_no_news_and_no_reminder(cohort):
    AmbassadorFactory(cohort=cohort, mail_digest=MailDigest.NEEDED)
    told = AmbassadorFactory(cohort=cohort)
    announce(cohort)
    assert [mail.recipient for mail in mails()] == [told.user.email]
    found = queries.audience_of(cohort, utcnow().date())
    assert (found.told, found.paused, found.only_needed) == (1, 0, 1)
    within = select(func.count()).select_from(Ambassador)
    assert db.session.scalar(within.where(nudges.is_within_terms(utcnow().date()))) == 1


def test_nobody_hears_anything_on_a_break_or_after_the_season(cohort):
    today = local_date(utcnow(), cohort.organisation.timezone)
    paused = AmbassadorFactory(cohort=cohort, mail_digest=MailDigest.WEEKLY)
    PauseFactory(ambassador=paused, starts_on=today, ends_on=today + timedelta(days=20))
    over = CohortFactory(status=CohortStatus.ENDED)
    for ambassador in (paused, AmbassadorFactory(cohort=over)):
        NudgeFactory(ambassador=ambassador)
        announcement = AnnouncementFactory(cohort=ambassador.cohort)
        AnnouncementDeliveryFactory(announcement=announcement, ambassador=ambassador)
        jobs.enqueue("send_announcement", subject_id=announcement.id)
        jobs.enqueue("send_nudges", subject_id=ambassador.cohort_id)
    jobs.enqueue("send_digests")
    db.session.commit()
    jobs.run_all()
    assert mails() == []
    assert db.session.scalar(select(func.count()).select_from(Nudge)) == 0


def test_a_large_cohort_is_told_in_waves_each_person_once(cohort, monkeypatch):
    monkeypatch.setattr(message_jobs, "WAVE", 4)
    monkeypatch.setattr(message_jobs, "BATCH", 3)
    people = AmbassadorFactory.create_batch(10, cohort=cohort)
    announcement = announce(cohort)
    assert len(mails()) == 4
    pass_an_hour()
    jobs.enqueue("send_announcement", subject_id=announcement.id)
    db.session.commit()
    pass_an_hour()
    assert sorted(mail.recipient for mail in mails()) == sorted(p.user.email for p in people)
    db.session.refresh(announcement)
    assert announcement.sent_to == 10
    lines = select(func.count()).select_from(AnnouncementDelivery)
    assert db.session.scalar(lines) == 10
