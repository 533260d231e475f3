from datetime import timedelta

import factory

from ambassadors.joining.models import Invitation
from core.db import utcnow
from core.tokens import hash_token
from tests.factories.ambassadors import CohortFactory
from tests.factories.base import Factory


class InvitationFactory(Factory):
    """An invitation that can be used; its link ends in ``token``."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.Sequence(lambda n: f"token-{n}")

    cohort = factory.SubFactory(CohortFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    name = "Sofie Holm"
    locale = "da"
    token_hash = factory.LazyAttribute(lambda o: hash_token(o.token))
    expires_at = factory.LazyFunction(lambda: utcnow() + timedelta(days=14))
