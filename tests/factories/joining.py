from datetime import timedelta

import factory

from ambassadors.joining.enums import ApplicationState, JoinMode
from ambassadors.joining.imports.enums import ImportState, RowFate
from ambassadors.joining.imports.models import ImportRow, InvitationImport
from ambassadors.joining.models import (
    Application,
    GuardianApproval,
    Invitation,
    JoinPage,
    JoinQuestion,
)
from core.db import utcnow
from core.tokens import hash_token
from tests.factories.accounts import UserFactory
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
    sent_at = factory.LazyFunction(lambda: utcnow() - timedelta(hours=1))
    expires_at = factory.LazyFunction(lambda: utcnow() + timedelta(days=14))


class JoinPageFactory(Factory):
    """A page where people can apply; it asks why, and nothing else besides name and address."""

    class Meta:
        model = JoinPage

    cohort = factory.SubFactory(CohortFactory)
    mode = JoinMode.APPLICATION
    slug = factory.Sequence(lambda n: f"studieliv-{n}")
    asked = factory.LazyFunction(lambda: {"why": "required"})


class JoinQuestionFactory(Factory):
    class Meta:
        model = JoinQuestion

    page = factory.SubFactory(JoinPageFactory)
    position = factory.Sequence(lambda n: n + 1)
    text_da = "Hvad ville du vise os først?"
    text_en = "What would you show us first?"


class ApplicationFactory(Factory):
    """An application that waits for an answer; its sender's link ends in ``token``."""

    class Meta:
        model = Application

    class Params:
        token = factory.Sequence(lambda n: f"application-{n}")

    page = factory.SubFactory(JoinPageFactory)
    state = ApplicationState.RECEIVED
    email = factory.Sequence(lambda n: f"applicant{n}@example.org")
    name = factory.Sequence(lambda n: f"Asta Lund {n}")
    why = "Fordi jeg gerne vil vise, hvordan her er."
    applied_at = factory.LazyFunction(utcnow)
    times = factory.LazyAttribute(lambda o: [o.applied_at.isoformat()])
    token_hash = factory.LazyAttribute(lambda o: hash_token(o.token))


class GuardianApprovalFactory(Factory):
    """A question to a guardian about an application; the link ends in ``token``."""

    class Meta:
        model = GuardianApproval

    class Params:
        token = factory.Sequence(lambda n: f"guardian-{n}")

    application = factory.SubFactory(ApplicationFactory, state=ApplicationState.AWAITING_GUARDIAN)
    cohort = factory.LazyAttribute(lambda o: o.application.page.cohort)
    guardian_email = "forelder@example.org"
    token_hash = factory.LazyAttribute(lambda o: hash_token(o.token))
    expires_at = factory.LazyFunction(lambda: utcnow() + timedelta(days=14))


class InvitationImportFactory(Factory):
    """A list that has been read and waits for a yes; give it rows with ``ImportRowFactory``."""

    class Meta:
        model = InvitationImport

    cohort = factory.SubFactory(CohortFactory)
    made_by = factory.SubFactory(UserFactory)
    state = ImportState.READY
    source_name = "ansatte.csv"
    storage_key = factory.Sequence(lambda n: f"invitation-imports/list-{n}")
    columns = factory.LazyFunction(lambda: {"name": 0, "email": 1})
    headings = factory.LazyFunction(lambda: ["Navn", "E-mail"])
    has_header = True
    expires_at = factory.LazyFunction(lambda: utcnow() + timedelta(days=1))


class ImportRowFactory(Factory):
    """A row of somebody who will be invited."""

    class Meta:
        model = ImportRow

    class Params:
        of = factory.SubFactory(InvitationImportFactory)

    import_id = factory.LazyAttribute(lambda o: o.of.id)
    number = factory.Sequence(lambda n: n + 2)
    fate = RowFate.INVITE
    email = factory.Sequence(lambda n: f"listed{n}@example.org")
    name = "Åse Holm"
    unit_name = ""
    locale = "da"
