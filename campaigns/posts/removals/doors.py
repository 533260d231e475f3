"""What the entry point opens of this room: its pages, jobs, and what it holds about people."""

from flask import Blueprint

from campaigns.posts.removals import jobs, listeners, personal_data
from campaigns.posts.removals.routes import ambassador, organiser

BLUEPRINTS: tuple[Blueprint, ...] = (ambassador.bp, organiser.bp)
# Known by being imported.
REGISTERED = (jobs, personal_data)


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    listeners.connect()
