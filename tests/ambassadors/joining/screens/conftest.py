"""An invitation on its way."""

import pytest

from core.db import db
from tests.factories.ambassadors import PolicyFactory
from tests.factories.joining import InvitationFactory


@pytest.fixture
def policy(app):
    return PolicyFactory(version=1)


@pytest.fixture
def invitation(policy):
    return InvitationFactory(cohort=policy.cohort, token="door", email="sofie@example.org")


@pytest.fixture
def halfway(invitation, policy):
    """An invitation whose first two screens are answered."""
    invitation.draft = {"old_enough": True, "policy_id": str(policy.id)}
    db.session.commit()
    return invitation
