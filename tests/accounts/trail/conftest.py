"""An organisation and its owner."""

from collections.abc import Callable

import pytest
from flask import Flask

from accounts.enums import Role
from accounts.models import Organisation, User
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    return OrganisationFactory(slug="odder", name="Odder Kommune")


@pytest.fixture
def owner(organisation: Organisation, sign_in: Callable[[User], AuditingClient]) -> AuditingClient:
    user = UserFactory(name="Olga Ejersen", locale="en")
    MembershipFactory(organisation=organisation, user=user, role=Role.OWNER)
    return sign_in(user)
