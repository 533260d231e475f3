"""An organiser with a library."""

from collections.abc import Callable

import pytest
from flask import Flask

from accounts.models import Organisation
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    found = MembershipFactory(user__locale="en").organisation
    assert isinstance(found, Organisation)
    return found


@pytest.fixture
def organiser(organisation: Organisation, sign_in: Callable[..., AuditingClient]) -> AuditingClient:
    return sign_in(organisation.memberships[0].user)
