"""An organiser of an organisation."""

import pytest

from accounts.enums import Role
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
)


@pytest.fixture
def organisation(app):
    return OrganisationFactory(slug="odder", contact="kontakt@odder.dk", name="Odder Kommune")


@pytest.fixture
def organiser(organisation):
    return MembershipFactory(organisation=organisation, role=Role.ORGANISER).user


@pytest.fixture
def client(sign_in, organiser):
    return sign_in(organiser)
