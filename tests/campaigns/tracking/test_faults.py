"""The redirect while the database is away, read-only or full; and what is left of a visitor."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.test import Client

from campaigns.models import Participation
from campaigns.tracking import jobs, kept_links, spool
from campaigns.tracking.models import Link
from campaigns.tracking.targets import Targets, Unavailable
from core.db import db
from tests.factories.campaigns import LinkFactory
from tests.folders import contents_of

PHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Safari/604.1"}
WRITING = re.compile(r"\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)


@pytest.fixture
def link(app: Flask) -> Link:
    made: Link = LinkFactory(target="/e/open-house")
    db.session.commit()
    return made


@contextmanager
def refusing(words: str, statements: re.Pattern[str]) -> Iterator[None]:
    """Have every connection of the app refuse some statements, as a broken database does."""

    def refuse(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statements.match(statement):
            raise OperationalError(statement, {}, Exception(words))

    engine = db.engine
    event.listen(engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", refuse)
        db.session.rollback()


@pytest.mark.parametrize(
    ("words", "statements"),
    [
        ("attempt to write a readonly database", WRITING),
        ("database or disk is full", WRITING),
        ("server closed the connection", re.compile("")),
    ],
    ids=["read-only", "full", "away"],
)
def test_clicks_wait_in_the_spool_and_are_counted_once_it_is_over(
    link: Link, app: Flask, client, words: str, statements: re.Pattern[str]
):
    code, part_id = link.code, link.participation_id
    browser = Client(app)
    browser.get(f"/r/{code}", headers=PHONE)
    with refusing(words, statements):
        for _ in range(4):
            assert browser.get(f"/r/{code}", headers=PHONE).status_code == 302
        with pytest.raises(SQLAlchemyError):
            jobs.fold_clicks()
    for _ in range(2):  # a second time adds nothing
        jobs.fold_clicks()
    clicks = select(Participation.clicks).where(Participation.id == part_id)
    assert db.session.scalar(clicks) == 5


def test_a_server_that_starts_while_the_database_is_away_knows_the_links(link: Link, app: Flask):
    jobs.keep_links()
    folder = app.extensions["settings"].data / "spool"

    def away(_: object) -> Any:
        raise Unavailable

    def kept(code: str) -> str | None:
        return kept_links.find(folder, code)

    fresh = Targets(away, away, kept=kept)
    assert fresh.target_of(link.code) == "/e/open-house"
    with pytest.raises(Unavailable):
        fresh.target_of("NEW234")


def test_every_kept_link_is_found_by_halving(tmp_path: Path):
    assert kept_links.find(tmp_path, "AAAA") is None
    codes = ["AB23", "AB234", "B", "KDM5QX", "KDM5QXA", "ZZZZZZ"]
    kept_links.keep(tmp_path, [(code, f"/e/{code}?x=æ") for code in reversed(codes)])
    for code in codes:
        assert kept_links.find(tmp_path, code) == f"/e/{code}?x=æ"
    assert [kept_links.find(tmp_path, code) for code in ("A", "AB2", "C", "ZZZZZZZ")] == [None] * 4
    written = (tmp_path / kept_links.NAME).stat()
    kept_links.keep(tmp_path, [(code, f"/e/{code}?x=æ") for code in codes])
    assert (tmp_path / kept_links.NAME).stat().st_mtime_ns == written.st_mtime_ns
    kept_links.keep(tmp_path, [])
    assert kept_links.find(tmp_path, "B") is None


def test_nothing_is_left_of_a_visitor(link: Link, app: Flask, client, caplog):
    caplog.set_level(logging.DEBUG)
    marks = {
        "User-Agent": "Mozilla/5.0 (iPhone) VisitorsOwnPhone/77",
        "Referer": "https://where-they-came.example/thread",
        "X-Forwarded-For": "203.0.113.77",
        "Cookie": "theirs=CookieOfTheVisitor",
        "Accept-Language": "visitors-tongue",
    }
    for code in (link.code, "NEW234", "not-a-code"):
        client.get(f"/r/{code}?said=QueryOfTheVisitor", headers=marks,
                   environ_overrides={"REMOTE_ADDR": "203.0.113.78"})  # fmt: skip
    jobs.fold_clicks()
    jobs.keep_links()
    told = [b"VisitorsOwnPhone", b"where-they-came", b"203.0.113.7", b"OfTheVisitor", b"visitors-t"]
    kept = {"the log": caplog.text.encode(), "the database": _whole_database()}
    kept |= contents_of(app.extensions["settings"].data)
    assert any("clicks-" in place for place in kept)
    assert [(place, mark) for place, held in kept.items() for mark in told if mark in held] == []


def _whole_database() -> bytes:
    rows = (db.session.execute(select(table)) for table in db.metadata.sorted_tables)
    return repr([[tuple(row) for row in found] for found in rows]).encode()


def test_the_status_page_says_in_both_languages_what_does_not_work(app: Flask, client):
    settings = app.extensions["settings"]
    folder = settings.data / "spool"
    spool.note_folded(folder, settings.node)  # others who share the folder leave clicks uncounted
    assert "Alt virker" in client.get("/status").text
    spool.Spool(folder, settings.node).write("KDM5QX", spool.Visitor.PERSON)
    spool.note_folded(folder, settings.node)
    page = client.get("/status")
    assert page.status_code == 200
    with refusing("server closed the connection", re.compile("")):
        page = client.get("/status")
    for said in ("Databasen svarer ikke", "The database does not answer", "Everything", "Virker"):
        assert (said in page.text) is (said != "Everything")


def test_clicks_that_wait_too_long_to_be_counted_are_noticed(tmp_path: Path, monkeypatch):
    diary = spool.Spool(tmp_path, "node1")
    assert not spool.is_behind(tmp_path, "node1")
    spool.note_folded(tmp_path, "node1")
    diary.write("KDM5QX", spool.Visitor.PERSON)
    assert not spool.is_behind(tmp_path, "node1")
    later = spool.time.time() + spool.PATIENCE + 1
    monkeypatch.setattr(spool.time, "time", lambda: later)
    assert spool.is_behind(tmp_path, "node1")
    spool.note_folded(tmp_path, "node1")
    assert not spool.is_behind(tmp_path, "node1")
