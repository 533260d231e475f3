"""That a session is used is noted without slowing a page."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from accounts import jobs, sessions
from accounts.models import User
from accounts.notebook import Notebook
from core.db import db, utcnow
from core.settings import Settings
from tests.accounts.sessions.acts import SignIn, is_in, rows
from tests.client import AuditingClient


def test_reading_a_page_notes_that_the_session_is_used_without_writing(
    app: Flask, person: User, sign_in_as: Callable[..., AuditingClient]
) -> None:
    client = sign_in_as()
    jobs.note_sightings()
    before = rows()[0].last_seen_at
    later = utcnow() + timedelta(minutes=11)
    with time_machine.travel(later):
        is_in(client)  # the client refuses a GET that writes
        assert rows()[0].last_seen_at == before
        jobs.note_sightings()
    db.session.expire_all()
    assert abs(rows()[0].last_seen_at - later) < timedelta(seconds=5)


def test_a_session_in_use_is_noted_every_ten_minutes_only(
    app: Flask, settings: Settings, person: User, sign_in_as: Callable[..., AuditingClient]
) -> None:
    client = sign_in_as()
    jobs.note_sightings()  # what other tests left in the folder they share
    for _ in range(3):
        is_in(client)
    assert not list((settings.data / "sightings").glob("*.txt"))


def test_odd_lines_among_sightings_are_skipped(app: Flask, settings: Settings) -> None:
    folder = settings.data / "sightings"
    folder.mkdir(exist_ok=True)
    (folder / f"{settings.node}.txt").write_text("rubbish\nsession x 1\nsession\n\x00\n" + "9" * 99)
    jobs.note_sightings()
    assert list(folder.iterdir()) == []


def test_a_full_disk_keeps_nobody_out(
    app: Flask,
    settings: Settings,
    person: User,
    sign_in_as: Callable[..., AuditingClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = sign_in_as()
    monkeypatch.setattr(Notebook, "path", Path("/dev/full/nothing.txt"))
    with time_machine.travel(utcnow() + timedelta(hours=1)):
        assert is_in(client)


def test_old_sessions_are_forgotten(app: Flask, person: User, sign_in: SignIn) -> None:
    sign_in(person)
    sign_in(person)
    rows()[0].expires_at = utcnow() - timedelta(seconds=1)
    sessions.forget_old(utcnow())
    assert len(rows()) == 1


def test_one_person_keeps_no_more_sessions_than_they_could_look_through(
    app: Flask, person: User
) -> None:
    for _ in range(sessions.MOST + 5):
        sessions.begin(person, user_agent="")
    assert len(rows()) == sessions.MOST
