"""The clocks of two machines are never quite the same."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import travel

from core import job_running, jobs
from core.db import db, utcnow
from core.models import Job


@pytest.mark.parametrize(("behind", "attempts"), [(2, 1), (60, 0)])
def test_a_worker_whose_clock_is_a_little_behind_does_at_once_what_it_is_sent(
    app: Flask, behind: int, attempts: int
) -> None:
    job_id = jobs.enqueue("send_mail").id
    db.session.commit()
    with travel(utcnow() - timedelta(seconds=behind)):
        job_running.perform(job_id)
    assert db.session.scalar(select(Job.attempts).where(Job.id == job_id)) == attempts
