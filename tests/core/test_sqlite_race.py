"""Ten seats, forty people at once: our SQLite manners sell each seat once; the defaults do not."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError

import core.db
from core.db import db

SEATS, PEOPLE = 10, 40


@pytest.fixture
def prepared(tmp_path: Path) -> Callable[[Engine], Engine]:
    def prepare(engine: Engine) -> Engine:
        with engine.begin() as connection:
            connection.execute(text("create table seat (person integer)"))
        return engine

    return prepare


def race(
    engine: Engine, *, having_looked: Callable[[], object] = lambda: None
) -> tuple[int, int, int]:
    """Let everybody look for a free seat and take it; return seats sold, sold out, and failures."""
    start = threading.Barrier(PEOPLE)

    def sign_up(person: int) -> str:
        start.wait()
        try:
            with engine.begin() as connection:
                taken = connection.scalar(text("select count(*) from seat")) or 0
                having_looked()
                if taken >= SEATS:
                    return "sold out"
                connection.execute(text("insert into seat values (:person)"), {"person": person})
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            return "failed"
        return "seated"

    with ThreadPoolExecutor(PEOPLE) as crowd:
        answers = list(crowd.map(sign_up, range(PEOPLE)))
    return tuple(answers.count(answer) for answer in ("seated", "sold out", "failed"))  # type: ignore[return-value]


@contextmanager
def _without_our_manners() -> Iterator[None]:
    """Take our listeners off every engine for a while."""
    manners = [("connect", core.db._prepare_sqlite), ("begin", core.db._begin_sqlite)]
    for name, listener in manners:
        event.remove(Engine, name, listener)
    try:
        yield
    finally:
        for name, listener in manners:
            event.listen(Engine, name, listener)


def rows(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(text("select count(*) from seat")) or 0


def test_every_seat_is_sold_once(
    tmp_path: Path, make_app: Callable[..., Flask], prepared: Callable[[Engine], Engine]
) -> None:
    with make_app(f"sqlite:///{tmp_path / 'ours.db'}").app_context():
        engine = prepared(db.engine)
        assert race(engine) == (SEATS, PEOPLE - SEATS, 0)
        assert rows(engine) == SEATS


def test_pythons_own_manners_oversell_or_fail(
    tmp_path: Path, prepared: Callable[[Engine], Engine]
) -> None:
    """The control: everybody may look before anybody takes a seat, which ours let nobody do."""
    with _without_our_manners():
        theirs = create_engine(f"sqlite:///{tmp_path / 'theirs.db'}", pool_size=PEOPLE)
        engine = prepared(theirs)
        with engine.begin() as connection:
            connection.exec_driver_sql("pragma journal_mode=wal")
        everybody_has_looked = threading.Barrier(PEOPLE)
        _seated, _sold_out, failed = race(engine, having_looked=everybody_has_looked.wait)
        oversold = rows(engine) > SEATS
        engine.dispose()
    assert oversold or failed > 0
