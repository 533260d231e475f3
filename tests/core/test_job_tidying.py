"""Jobs and mails that are over are forgotten in time, others are not."""

import uuid
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from core import jobs
from core.db import db, utcnow
from core.enums import JobState, MailState
from core.models import Job, OutgoingMail


def test_what_is_over_is_forgotten_in_time(app: Flask) -> None:
    for state in JobState:
        for days in (29, 31, 91):
            moment = utcnow() - timedelta(days=days)
            over = moment if state in (JobState.DONE, JobState.FAILED) else None
            later = utcnow() + timedelta(days=1)
            name = f"{state.value} {days}"
            db.session.add(Job(kind=name, state=state, finished_at=over, run_after=later))
    for mail_state in MailState:
        for days in (29, 31, 91):
            moment = utcnow() - timedelta(days=days)
            name = f"{mail_state.value} {days}"
            text = {"recipient": "freja@example.dk", "subject": name, "body": "", "locale": "da"}
            db.session.add(OutgoingMail(**text, state=mail_state, created_at=moment))
    jobs.enqueue("forget_old_jobs", subject_id=uuid.uuid4())
    db.session.commit()
    assert jobs.run_all() == 1
    kept = set(db.session.scalars(select(Job.kind)))
    assert kept == {
        *(f"queued {d}" for d in (29, 31, 91)),
        *(f"running {d}" for d in (29, 31, 91)),
        "done 29",
        "failed 29",
        "failed 31",
        "forget_old_jobs",
    }
    mails = set(db.session.scalars(select(OutgoingMail.subject)))
    assert mails == {
        *(f"queued {d}" for d in (29, 31, 91)),
        "sent 29",
        "failed 29",
        "failed 31",
    }


def test_the_text_of_a_mail_that_failed_is_blanked_after_days(app: Flask) -> None:
    for days in (2, 4):
        mail = OutgoingMail(
            recipient="freja@example.dk",
            subject=f"{days} days",
            body="https://tillid.example/a-one-time-link",
            attachments=[{"filename": "a.ics", "mimetype": "text/calendar", "text": "x"}],
            locale="da",
            state=MailState.FAILED,
            created_at=utcnow() - timedelta(days=days),
        )
        db.session.add(mail)
    jobs.enqueue("forget_old_jobs", subject_id=uuid.uuid4())
    db.session.commit()
    jobs.run_all()
    kept = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.subject)).all()
    assert [bool(mail.body) for mail in kept] == [True, False]
    assert [bool(mail.attachments) for mail in kept] == [True, False]
