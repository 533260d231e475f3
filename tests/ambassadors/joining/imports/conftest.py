"""An organiser of a cohort."""

import pytest

from accounts.enums import Role
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import CohortFactory


@pytest.fixture
def cohort(app):
    return CohortFactory()


@pytest.fixture
def organiser(cohort):
    return MembershipFactory(organisation=cohort.organisation, role=Role.ORGANISER).user


@pytest.fixture
def client(sign_in, organiser):
    return sign_in(organiser)
