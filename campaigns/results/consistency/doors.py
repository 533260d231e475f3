"""What the entry point opens of consistency: pages, jobs, and where it listens."""

from flask import Blueprint

from campaigns.results.consistency import jobs, listeners, personal_data
from campaigns.results.consistency.routes import organiser, reader

BLUEPRINTS: tuple[Blueprint, ...] = (reader.bp, organiser.bp)
REGISTERED = (jobs, personal_data)


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    listeners.connect()
