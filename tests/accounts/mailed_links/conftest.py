"""Somebody with a password."""

import pytest
from flask import Flask

from accounts import passwords
from accounts.models import User
from tests.accounts.mailed_links.acts import PASSWORD
from tests.factories.accounts import UserFactory


@pytest.fixture
def person(app: Flask) -> User:
    return UserFactory(
        email="anna@example.org", name="Anna Holm", password=passwords.hashed(PASSWORD)
    )
