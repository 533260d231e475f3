"""What must be done before pages are served: catalogues, tables and, in development, the demo."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import click
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, current_app
from flask.cli import ScriptInfo, pass_script_info
from sqlalchemy import text

from core import migrating
from core.db import db
from core.settings import Settings, current_settings

ROOT = Path(__file__).parents[1]
MIGRATION_LOCK = 7_454_110  # any number, the same on every node


def compile_translations(folder: Path = ROOT / "translations") -> None:
    """Compile each catalogue whose text is newer than its compiled form."""
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as readable:
            catalogue = read_po(readable, locale=source.parents[1].name)
        unfinished = compiled.with_suffix(f".{os.getpid()}.part")
        with unfinished.open("wb") as writable:
            write_mo(writable, catalogue)
        unfinished.chmod(0o644)  # lies with the code, which other accounts may read
        unfinished.replace(compiled)


def upgrade_database() -> None:
    """Bring the tables up to date."""
    from flask_migrate import upgrade  # noqa: PLC0415 -- alembic is needed by no page

    migrating.bind(current_app)
    upgrade(directory=str(ROOT / "migrations"))


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait until no other process, here or on another node, prepares the same installation."""
    with _alone_on_this_machine(), _alone_on_the_server():
        yield


@contextlib.contextmanager
def _alone_on_this_machine() -> Iterator[None]:
    """Wait for other processes with the same data folder. A dead process holds no lock."""
    with (current_settings().data / "start.lock").open("wb") as file:
        _lock(file)
        yield


def _lock(file: IO[bytes]) -> None:
    if os.name == "nt":
        import msvcrt  # noqa: PLC0415 -- exists on Windows only

        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]
    else:
        import fcntl  # noqa: PLC0415 -- exists everywhere else

        fcntl.flock(file, fcntl.LOCK_EX)


@contextlib.contextmanager
def _alone_on_the_server() -> Iterator[None]:
    """Wait for other nodes on the same PostgreSQL."""
    if db.engine.dialect.name != "postgresql":
        yield
        return
    with db.engine.connect() as connection:
        lock = {"number": MIGRATION_LOCK}
        connection.execute(text("SELECT pg_advisory_lock(:number)"), lock)
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:number)"), lock)


def load_demo(app: Flask) -> None:
    """Load the demo programme on a developer's own machine, unless TILLID_DEMO=0."""
    settings: Settings = app.extensions["settings"]
    group = app.cli.commands.get("demo")
    if not (settings.is_development and settings.demo) or group is None:
        return
    info = ScriptInfo(create_app=lambda: app)
    group.main(args=["load"], prog_name="demo", standalone_mode=False, obj=info)


def prepare(app: Flask) -> None:
    """Do everything that must be done before pages are served. Doing it twice is safe.

    Of several processes that start at once, one does it and the others wait and find it done.
    """
    compile_translations()
    with app.app_context():
        current_app.extensions["settings"].data.mkdir(parents=True, exist_ok=True)
        with alone():
            upgrade_database()
            load_demo(app)


@click.command("prepare")
@pass_script_info
def prepare_command(info: ScriptInfo) -> None:
    """Compile translations, upgrade the database and, in development, load the demo."""
    prepare(info.load_app())


def init_app(app: Flask) -> None:
    """Offer the command ``flask prepare``."""
    app.cli.add_command(prepare_command)
