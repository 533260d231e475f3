"""The demo, loaded once per database; the tests that share it leave it as it was."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from core.db import db
from tests.conftest import DATABASES


@pytest.fixture(scope="session", params=DATABASES)
def loaded_app(request: pytest.FixtureRequest, make_app: Callable[..., Flask]) -> Flask:
    """An app whose demo has been loaded by the command."""
    only = request.config.getoption("--only")
    if only and only != request.param:
        pytest.skip(f"only {only}")
    is_server = request.param == "postgresql"
    app = make_app(request.getfixturevalue("make_postgres")() if is_server else "")
    with app.app_context():
        db.create_all()
        result = app.test_cli_runner().invoke(args=["demo", "load"])
    assert result.exit_code == 0, result.output
    return app


@pytest.fixture
def demo(loaded_app: Flask) -> Iterator[Flask]:
    """The loaded app with its context pushed."""
    with loaded_app.app_context():
        yield loaded_app
        db.session.rollback()
        db.session.remove()


@pytest.fixture
def empty_app(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """An app of its own with empty tables, on SQLite."""
    app = make_app()
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
