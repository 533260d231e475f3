"""Two requests with the same link, or the same address, at the same moment."""

import threading

from flask import Flask
from sqlalchemy import func, select

from accounts.models import User
from ambassadors.joining import operations
from ambassadors.joining.errors import AlreadyInvited
from ambassadors.joining.models import Invitation
from ambassadors.models import Ambassador, Cohort, PolicyAcceptance
from core.db import db
from tests.client import AuditingClient
from tests.factories.ambassadors import CohortFactory, PolicyFactory
from tests.factories.joining import InvitationFactory

AT_ONCE = 4


def at_once(act, number=AT_ONCE):
    """Run ``act(n)`` in several threads that start together; return what each gave back."""
    db.session.commit()
    start = threading.Barrier(number)
    results = [None] * number

    def run(n):
        start.wait()
        results[n] = act(n)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def client_in_thread(app: Flask) -> AuditingClient:
    """Return a plain client: the audit's bookkeeping is not made for threads."""
    client = app.test_client()
    client.audit_writes = lambda *_: None
    return client


def test_link_used_by_several_at_once_lets_one_in(app):
    policy = PolicyFactory()
    InvitationFactory(
        cohort=policy.cohort,
        token="door",
        email="sofie@example.org",
        draft={"old_enough": True, "policy_id": str(policy.id)},
    )

    def join(n):
        with app.app_context():
            password = f"a quite different password {n}"
            data = {"name": f"Sofie {n}", "password": password}
            return client_in_thread(app).post("/invitations/door/account", data=data).status_code

    assert sorted(at_once(join)) == [302, 410, 410, 410]
    db.session.rollback()
    assert (count(Ambassador), count(User), count(PolicyAcceptance)) == (1, 1, 1)


def test_address_invited_by_several_at_once_gets_one_invitation(app):
    cohort_id = CohortFactory().id

    def invite(_n):
        with app.app_context():
            cohort = db.session.get_one(Cohort, cohort_id)
            try:
                operations.invite(
                    cohort, email="anna@example.dk", name="", unit=None, locale="da", actor=None
                )
                db.session.commit()
            except AlreadyInvited:
                return "refused"
            return "invited"

    assert sorted(at_once(invite)) == ["invited", "refused", "refused", "refused"]
    db.session.rollback()
    assert count(Invitation) == 1
