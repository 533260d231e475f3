"""Migrations, by Flask-Migrate. It is loaded when it is asked for, since no page needs alembic."""

import click
from flask import Flask
from flask.cli import ScriptInfo, pass_script_info

from core.db import db, render_item


def bind(app: Flask) -> click.Group:
    """Bind Flask-Migrate to ``app`` and return its commands."""
    from flask_migrate import Migrate  # noqa: PLC0415 -- see above
    from flask_migrate.cli import db as commands  # noqa: PLC0415 -- see above

    if "migrate" not in app.extensions:
        Migrate(app, db, render_item=render_item)
    group: click.Group = commands
    return group


# What is typed after ``flask db``, --help included, is for Flask-Migrate to read.
@click.command("db", add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@pass_script_info
def db_command(info: ScriptInfo, arguments: tuple[str, ...]) -> None:
    """Perform database migrations."""
    bind(info.load_app()).main(args=list(arguments), prog_name="flask db", obj=info)


def init_app(app: Flask) -> None:
    """Offer the commands ``flask db …``."""
    app.cli.add_command(db_command)
