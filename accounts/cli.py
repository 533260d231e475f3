"""Commands for the person who runs the installation."""

from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy import select

from accounts import audit, keys, operations, queries
from accounts.enums import Role
from accounts.models import Organisation
from core import erasure_log
from core.db import db
from core.errors import DomainError
from core.languages import LANGUAGES
from core.mail import external_url

accounts = AppGroup("accounts", help="Organisations, owners and keys.")
trail = AppGroup("audit", help="The audit trail.")


@accounts.command("create-owner")
@click.option("--organisation", "name", required=True, help="Its name, such as “Odder Kommune”.")
@click.option("--slug", required=True, help="Its name in addresses, such as “odder”.")
@click.option("--email", required=True)
@click.option("--name", "person", default="", help="The owner's name, if you know it.")
@click.option("--locale", type=click.Choice(list(LANGUAGES)), default="da")
def create_owner(name: str, slug: str, email: str, person: str, locale: str) -> None:
    """Make an organisation if it is new, give it an owner, and print their one-time link."""
    if not operations.is_slug(slug):
        raise click.BadParameter("use small letters, digits and dashes", param_hint="--slug")
    if not operations.is_address(email):
        raise click.BadParameter("write an address in full", param_hint="--email")
    organisation = queries.find_organisation(slug)
    try:
        if organisation is None:
            organisation = operations.create_organisation(name=name, slug=slug, locale=locale)
        user, token = operations.add_person(
            organisation,
            email=email,
            name=person or email.split("@")[0],
            roles=[Role.OWNER],
            actor=None,
        )
    except DomainError as error:
        raise click.ClickException(error.message) from error
    db.session.commit()
    if token:
        click.echo(f"Give {user.email} this link. It works once, for ten days:")
        click.echo(external_url("accounts_public.show_welcome", token=token))
    else:
        click.echo(f"{user.email} signs in as usual and says yes on their account page.")


@accounts.command("create-token")
@click.option("--slug", required=True, help="The organisation.")
@click.option("--name", required=True, help="What the key is for.")
@click.option("--days", default=keys.TOKEN_DAYS, type=click.IntRange(1, 730))
def create_token(slug: str, name: str, days: int) -> None:
    """Make a key for the API and print it; it cannot be shown again."""
    organisation = queries.find_organisation(slug)
    if organisation is None:
        raise click.ClickException(f"there is no organisation called {slug}")
    _token, text = keys.create_token(organisation, name=name, days=days, actor=None)
    db.session.commit()
    click.echo(text)


@trail.command("verify")
@click.argument("kept", nargs=-1, type=click.File())
def verify(kept: tuple[TextIO, ...]) -> None:
    """Check every organisation's trail from its first event to its last.

    KEPT are files of last lines from earlier: a trail rewritten to its end, or cut, shows by them.
    """
    lines = [line for file in kept for line in file]
    bad = 0
    for organisation in _organisations():
        found = [*audit.faults(organisation), *audit.faults_since(organisation, lines)]
        bad += len(found)
        click.echo(f"{organisation.slug}: {'; '.join(found) or 'whole'}")
    if bad:
        current_app.logger.error("audit trail: %s faults", bad)
        raise click.exceptions.Exit(1)


@trail.command("last-lines")
def last_lines() -> None:
    """Print the last number and hash of every trail, to keep on another machine."""
    for organisation in _organisations():
        click.echo(audit.last_line(organisation))


def _organisations() -> Sequence[Organisation]:
    return db.session.scalars(select(Organisation).order_by(Organisation.slug)).all()


@accounts.command("replay-erasures")
@click.argument("logs", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def replay_erasures(logs: tuple[Path, ...]) -> None:
    """Erase again whom a restored backup has brought back; LOGS are files kept elsewhere."""
    own = sorted(erasure_log.folder().glob("*.jsonl"))
    noted = erasure_log.lines({path.resolve() for path in (*own, *logs)})
    again = 0
    for line in noted:
        again += erasure_log.replay(line)
        db.session.commit()
    click.echo(f"Noted: {len(noted)}. Erased again: {again}.")


def init_app(app: Flask) -> None:
    """Offer the commands."""
    app.cli.add_command(accounts)
    app.cli.add_command(trail)
