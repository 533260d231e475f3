"""A person with codes from an app, and the app."""

import re
import time
from collections.abc import Callable

import pytest
from flask import Flask
from passlib.totp import TOTP

from accounts import passwords
from accounts.factors import codes, operations, queries
from accounts.models import User
from core.db import db
from core.settings import SecondFactor, Settings
from tests.client import AuditingClient
from tests.factories.accounts import UserFactory

PASSWORD = "lyng klit strand sol"
HALF_MINUTE = 30


class Phone:
    """Shows codes as an app does; ``ahead`` half minutes later than now."""

    def __init__(self, key: str) -> None:
        self.totp = TOTP(key.replace(" ", ""))

    def code(self, ahead: int = 0) -> str:
        return str(self.totp.generate(time.time() + ahead * HALF_MINUTE).token)


@pytest.fixture
def anna(app: Flask) -> User:
    return UserFactory(email="anna@example.org", password=passwords.hashed(PASSWORD))


@pytest.fixture
def phone(anna: User) -> Phone:
    """Anna's phone, whose codes guard her account."""
    return guard(anna)


def guard(user: User) -> Phone:
    secret = codes.new_secret()
    found = Phone(codes.key_in_fours(secret))
    operations.add_app(user, secret=secret, code=found.code())
    step = queries.find_second_step(user)
    assert step is not None
    assert step.last_counter is not None
    step.last_counter -= 2  # set up a minute ago
    db.session.commit()
    return found


@pytest.fixture
def required(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Owners and organisers must have a second step."""
    monkeypatch.setattr(settings, "second_factor", SecondFactor.REQUIRED)


@pytest.fixture
def half_in(client: AuditingClient, anna: User, phone: Phone) -> AuditingClient:
    """A browser in which Anna's password was typed, and nothing more."""
    give_password(client)
    return client


def give_password(client: AuditingClient, password: str = PASSWORD, **query: str):
    data = {"email": "anna@example.org", "password": password}
    return client.post("/sign-in", data=data, query_string=query)


def sealed(page: str) -> str:
    """Return the secret in the making that a set-up page carries."""
    found = re.search(r'name="sealed"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


SignIn = Callable[[User], AuditingClient]
