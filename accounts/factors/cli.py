"""Commands for the person who runs the installation."""

import click

from accounts.cli import accounts
from accounts.factors import operations, rotation
from accounts.factors.notifications import News, tell
from accounts.queries import find_user
from core.db import db


@accounts.command("reset-second-step")
@click.option("--email", required=True, help="Whose second step is lost.")
def reset_second_step(email: str) -> None:
    """Take somebody's second step away; be sure who is asking you."""
    user = find_user(email)
    if user is None:
        raise click.ClickException(f"there is nobody with the address {email}")
    operations.reset_by_command(user)
    tell(user, News.RESET)
    db.session.commit()
    click.echo(f"{user.email} signs in with the password alone next time.")


@accounts.command("rotate-factor-keys")
def rotate_factor_keys() -> None:
    """Encrypt second steps under the secret key of today, so that the one before may go."""
    found = rotation.renew_all()
    db.session.commit()
    click.echo(f"Encrypted anew: {found.anew}.")
    if found.older:
        click.echo(
            f"Recovery codes from an older version: {found.older}. They need the key they were "
            "made under; it may go once their owners have made new ones."
        )
    if found.lost:
        raise click.ClickException(f"{found.lost} were made under a key that is not listed.")
