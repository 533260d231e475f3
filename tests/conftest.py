"""Fixtures every test can use: an app per database, clean tables, clients that audit each page.

A test that asks for ``app``, ``client`` or ``sign_in`` runs twice, on SQLite and on PostgreSQL.
``--only sqlite`` or ``--only postgresql`` keeps to one of them.
"""

import gc
import importlib
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from limits.storage import MemoryStorage
from sqlalchemy import Engine, select
from xdist.scheduler import LoadGroupScheduling

from accounts import sessions
from accounts.models import User
from app import create_app
from core import jobs
from core.db import Base, db
from core.extensions import limiter
from core.models import OutgoingMail
from core.preparing import compile_translations
from core.settings import Environment, Settings
from tests.client import AuditingClient
from tests.queries import ledger

pytest_plugins = ["tests.services", "tests.browsing", "tests.inspection", "tests.leaving"]

ROOT = Path(__file__).parents[1]
ROOMS = ["core", "accounts", "ambassadors", "media", "campaigns", "home", "api", "demo"]
DATABASES = ["sqlite", "postgresql"]
AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36"
PROCESSOR_SECONDS = 10.0  # processor time, so a busy machine does not fail a quick test

for path in sorted(p for room in ROOMS for p in (ROOT / room).rglob("models.py")):
    importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))

let_go = MemoryStorage._MemoryStorage__expire_events


def let_go_quietly(storage: MemoryStorage) -> None:
    """Let go of old attempts: a thread does, and stumbles over what a test takes away meanwhile."""
    with suppress(KeyError):
        let_go(storage)


MemoryStorage._MemoryStorage__expire_events = let_go_quietly


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only", choices=DATABASES, help="run database tests on one database only")


def pytest_configure(config: pytest.Config) -> None:
    for name in [n for n in os.environ if n.startswith("TILLID_")] + ["PORT"]:
        os.environ.pop(name, None)  # the developer's own settings are no business of the tests
    compile_translations()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        only = metafunc.config.getoption("--only")
        names = [only] if only else DATABASES
        metafunc.parametrize("database", names, indirect=True, scope="session")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread what takes long over the first four fifths, journeys first: nobody waits for one."""
    slow = [item for item in items if item.get_closest_marker("slow")]
    slow.sort(key=lambda item: item.get_closest_marker("browser") is None)
    quick = [item for item in items if not item.get_closest_marker("slow")]
    between = len(quick) * 4 // 5 // max(1, len(slow))
    items.clear()
    for number, item in enumerate(slow):
        items += [item, *quick[number * between : (number + 1) * between]]
    items += quick[len(slow) * between :]


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over the product and the tests, which stay to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


class OneByOne(LoadGroupScheduling):
    """Hands out test by test, but those that share the loaded demo to one worker.

    A mark says so too, but xdist 3.8 writes it where pytest 9.2 no longer looks.
    """

    def _split_scope(self, nodeid: str) -> str:
        shares_demo = re.match(r"tests/demo/.*\[(sqlite|postgresql)\]$", nodeid)
        return f"demo {shares_demo[1]}" if shares_demo else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneByOne | None:
    return OneByOne(config, log) if config.getoption("dist") == "loadgroup" else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a test that burns more processor time than a test should, unless it is marked slow."""
    before = time.process_time()
    outcome = yield
    spent = time.process_time() - before
    if spent > PROCESSOR_SECONDS and not (
        item.get_closest_marker("slow") or item.get_closest_marker("browser")
    ):
        pytest.fail(f"took {spent:.1f} s of processor time: make it quicker or mark it slow")
    return outcome


@pytest.fixture(scope="session")
def base_url() -> str:
    """Browser tests give whole addresses; the plugin's own fixture warns of its future."""
    return ""


@pytest.fixture(scope="session")
def make_app(
    tmp_path_factory: pytest.TempPathFactory, shared_folder: Path
) -> Iterator[Callable[..., Flask]]:
    """Return a function that builds an app on a database; settings can be added or changed."""
    made: list[Flask] = []
    compiled = shared_folder / "templates"
    compiled.mkdir(exist_ok=True)

    def make(database_url: str = "", **changes: Any) -> Flask:
        folder = tmp_path_factory.mktemp("data")
        options = {
            "environment": Environment.TESTING,
            "data": folder,
            "database_url": database_url,
            "secret_key": "only-for-tests-" + "x" * 32,
            "base_url": "http://localhost",
        }
        app = create_app(Settings(**{**options, **changes}))
        app.test_client_class = AuditingClient
        # No app of this run compiles a template that another has compiled.
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            for engine in db.engines.values():
                engine.dispose()


@pytest.fixture(scope="session")
def plain_app(make_app: Callable[..., Flask]) -> Flask:
    """An app for questions about routes and templates; its database is empty, even of tables."""
    return make_app()


@pytest.fixture(scope="session")
def ready_apps() -> dict[str, Flask]:
    """The apps already built by this worker, by database."""
    return {}


@pytest.fixture(scope="session")
def database(
    request: pytest.FixtureRequest, ready_apps: dict[str, Flask], make_app: Callable[..., Flask]
) -> str:
    """The database this test runs on; its app and tables are made once."""
    name = str(request.param)
    if name not in ready_apps:
        is_server = name == "postgresql"
        app = make_app(request.getfixturevalue("make_postgres")() if is_server else "")
        with app.app_context():
            db.create_all()
        ready_apps[name] = app
    return name


@pytest.fixture
def app(database: str, ready_apps: dict[str, Flask]) -> Iterator[Flask]:
    """The app with empty tables and its context pushed; commits inside the test are real."""
    app = ready_apps[database]
    with app.app_context():
        limiter.reset()
        ledger.tables.clear()
        yield app
        db.session.remove()
        empty(db.engine, ledger.tables & set(Base.metadata.tables))


def empty(engine: Engine, tables: set[str]) -> None:
    """Delete the rows of some tables, whatever refers to them."""
    if not tables:
        return
    is_sqlite = engine.dialect.name == "sqlite"
    off, on = (
        ("PRAGMA foreign_keys=OFF", "PRAGMA foreign_keys=ON")
        if is_sqlite
        else ("set session_replication_role = replica", "set session_replication_role = default")
    )
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(off)
        cursor.execute("BEGIN IMMEDIATE" if is_sqlite else "SELECT 1")
        for table in sorted(tables):
            cursor.execute(f'DELETE FROM "{table}"')
        connection.commit()
        cursor.execute(on)
        connection.commit()
    finally:
        connection.close()


@pytest.fixture
def settings(app: Flask) -> Settings:
    """The settings this test's app was built with."""
    found = app.extensions["settings"]
    assert isinstance(found, Settings)
    return found


@pytest.fixture
def client(app: Flask) -> AuditingClient:
    """A visitor's browser, not signed in."""
    made = app.test_client()
    assert isinstance(made, AuditingClient)
    return made


@pytest.fixture
def sign_in(app: Flask) -> Callable[[User], AuditingClient]:
    """Return a function that gives a person a signed-in client: ``sign_in(user).get(…)``."""

    def signed_in(user: User) -> AuditingClient:
        client = app.test_client()
        assert isinstance(client, AuditingClient)
        key = sessions.begin(user, user_agent=AGENT)
        with client.session_transaction() as session:
            session["_user_id"] = user.fs_uniquifier
            session["_fresh"] = True
            session[sessions.KEY] = key
            session["fs_paa"] = time.time()  # when the password was last given
        return client

    return signed_in


@pytest.fixture
def run_jobs(app: Flask) -> Callable[[], None]:
    """Return a function that does what the worker would do now: ``run_jobs()``."""

    def run() -> None:
        db.session.commit()  # visible to the jobs, and no lock kept
        jobs.run_all()
        db.session.rollback()  # read afresh what the jobs wrote

    return run


@pytest.fixture
def outbox(run_jobs: Callable[[], None]) -> Callable[[], list[OutgoingMail]]:
    """Return a function that lets the worker send, and returns all mail, oldest first."""

    def mails() -> list[OutgoingMail]:
        run_jobs()
        return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.created_at)))

    return mails
