"""What the tests of events share."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask


@pytest.fixture
def sent(app: Flask, run_jobs: Callable[[], None]) -> Callable[[], list[Any]]:
    """Return a function that lets the worker send, and returns what left in this test."""
    before = len(app.extensions["mailman"].outbox)

    def mails() -> list[Any]:
        run_jobs()
        return list(app.extensions["mailman"].outbox[before:])

    return mails
