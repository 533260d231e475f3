"""Mail as it left."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask_mailman import EmailMessage


@pytest.fixture
def sent(app: Flask, run_jobs: Callable[[], None]) -> Callable[[], list[EmailMessage]]:
    """Return a function that lets the worker send, and returns all mail that left in this test."""
    outbox = app.extensions["mailman"].outbox
    outbox.clear()

    def mails() -> list[EmailMessage]:
        run_jobs()
        return list(outbox)

    return mails
