"""What the entry point opens of measurements: pages, jobs, and what is held about people."""

from flask import Blueprint

from campaigns.posts.measurements import listeners, personal_data
from campaigns.posts.measurements.look_ups import doors as look_ups
from campaigns.posts.measurements.own_account import doors as own_account
from campaigns.posts.measurements.routes import ambassador, organiser

BLUEPRINTS: tuple[Blueprint, ...] = (ambassador.bp, organiser.bp, *look_ups.BLUEPRINTS)
# Known by being imported.
REGISTERED = (personal_data, *look_ups.REGISTERED, *own_account.REGISTERED)


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    listeners.connect()
