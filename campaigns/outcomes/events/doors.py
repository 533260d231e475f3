"""What the entry point opens of events: pages, jobs, what is heard, what is held about people."""

from flask import Blueprint

from campaigns.outcomes.events import jobs, listeners, personal_data
from campaigns.outcomes.events.routes import organiser, public

BLUEPRINTS: tuple[Blueprint, ...] = (organiser.bp, public.bp)
# Known by being imported.
REGISTERED = (jobs, personal_data)


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    listeners.connect()
