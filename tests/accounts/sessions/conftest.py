"""Somebody with a password, and a browser of their own."""

from collections.abc import Callable

import pytest
from flask import Flask

from accounts import passwords
from accounts.models import User
from tests.accounts.sessions.acts import LAPTOP, PASSWORD
from tests.client import AuditingClient
from tests.factories.accounts import UserFactory


@pytest.fixture
def person(app: Flask) -> User:
    return UserFactory(
        email="anna@example.org", name="Anna", locale="en", password=passwords.hashed(PASSWORD)
    )


@pytest.fixture
def sign_in_as(app: Flask) -> Callable[..., AuditingClient]:
    """Sign in by the form, with a browser of one's own."""

    def signed_in(agent: str = LAPTOP) -> AuditingClient:
        client = app.test_client()
        client.environ_base["HTTP_USER_AGENT"] = agent
        data = {"email": "anna@example.org", "password": PASSWORD}
        assert client.post("/sign-in", data=data).status_code == 302
        return client

    return signed_in
