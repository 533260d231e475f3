"""What the entry point opens of events: pages, jobs, what is heard, what is held about people."""

from flask import Blueprint

from campaigns.outcomes.events import listeners, personal_data
from campaigns.outcomes.events.routes import organiser, public
from campaigns.outcomes.events.seats import jobs
from campaigns.outcomes.events.seats.routes import door, guests, seat

BLUEPRINTS: tuple[Blueprint, ...] = (
    organiser.bp,
    public.bp,
    seat.bp,
    guests.bp,
    door.bp,
)
# Known by being imported.
REGISTERED = (jobs, personal_data)


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    listeners.connect()
