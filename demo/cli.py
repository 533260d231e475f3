"""The command that loads the demo, on any installation but a real one."""

import click
from flask import Flask
from flask.cli import AppGroup

from core.db import db
from core.settings import current_settings

demo = AppGroup("demo", help="A believable programme to look around in.")


@demo.command("load")
def load() -> None:
    """Load three organisations with a season behind them. A second time changes nothing."""
    if current_settings().is_production:
        raise click.ClickException("the demo is never loaded in production.")
    from demo import load as loading  # noqa: PLC0415 -- no page or worker needs it
    from demo import sign_ins  # noqa: PLC0415
    from demo.studieliv import STUDIELIV  # noqa: PLC0415

    loaded = loading.load()
    people = sign_ins.let_in(STUDIELIV, is_new=STUDIELIV.name in loaded)
    db.session.commit()
    sign_ins.write(people)
    for name in loaded:
        click.echo(f"Loaded {name}.")


def init_app(app: Flask) -> None:
    """Offer the commands."""
    app.cli.add_command(demo)
