"""Commands for whoever runs the installation."""

import click
from flask.cli import AppGroup

from ambassadors.recognition import keys
from core.settings import current_settings

badges = AppGroup("badges", help="The keys that sign badges.")


@badges.command("new-key")
def new_key() -> None:
    """Sign badges with a new key from now on; badges signed before stay valid."""
    key = keys.change_key(current_settings().badge_key_folder)
    click.echo(f"Badges are signed with {key.name} from now on.")


@badges.command("show-keys")
def show_keys() -> None:
    """List the keys badges are verified with, the one that signs first."""
    for key in keys.public_keys(current_settings().badge_key_folder):
        click.echo(key.name)
