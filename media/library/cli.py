"""Commands for the person who runs the installation."""

from datetime import timedelta

import click
from flask.cli import AppGroup

from core import stored_files

media = AppGroup("media", help="Stored files.")


@media.command("verify")
@click.option("--sweep", is_flag=True, help="Remove files that belong to nothing.")
@click.option("--minutes", default=60, show_default=True, help="Leave younger files alone.")
def verify(sweep: bool, minutes: int) -> None:
    """List files that belong to nothing, and what has lost its file."""
    age = timedelta(minutes=minutes)
    orphans = list(stored_files.orphans(older_than=age))
    for key in orphans:
        click.echo(f"belongs to nothing   {key}")
    lost = list(stored_files.missing())
    for key in lost:
        click.echo(f"is not there         {key}")
    if sweep:
        stored_files.remove(orphans)
        click.echo(f"{len(orphans)} removed.")
        orphans = []
    if not orphans and not lost:
        click.echo("Every file belongs to something, and nothing has lost its file.")
        return
    raise SystemExit(1)
