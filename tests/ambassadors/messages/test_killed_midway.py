"""A worker that is killed while it writes to a cohort forgets nobody and tells nobody twice."""

import signal
import uuid
from collections import Counter

import pytest
from sqlalchemy import func, select

from ambassadors.messages import operations
from ambassadors.messages.models import AnnouncementDelivery
from core.db import db, utcnow
from core.models import OutgoingMail
from tests.core.test_worker_kill import site as site
from tests.core.test_worker_kill import wait_until, worker
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory

pytestmark = pytest.mark.slow
PEOPLE = 900  # still at it when the test has seen the first ones, also on a busy machine


def told():
    sent = AnnouncementDelivery.sent_at.is_not(None)
    return db.session.scalar(select(func.count(AnnouncementDelivery.id)).where(sent)) or 0


def test_each_person_is_written_to_once(site):
    cohort = CohortFactory()
    people = AmbassadorFactory.create_batch(PEOPLE, cohort=cohort)
    addresses = sorted(person.user.email for person in people)
    operations.announce(
        cohort,
        announcement_id=uuid.uuid4(),
        subject="Åbent hus",
        body="Kom.",
        actor=MembershipFactory(organisation=cohort.organisation).user,
        on=utcnow().date(),
    )
    db.session.commit()
    settings = site.extensions["settings"]
    with worker(settings) as first:
        wait_until(lambda: told() >= 50)
        first.send_signal(signal.SIGKILL)
        first.wait()
    db.session.rollback()
    assert told() < PEOPLE
    with worker(settings):
        wait_until(lambda: told() == PEOPLE)
    written = Counter(db.session.scalars(select(OutgoingMail.recipient)))
    assert sorted(written) == addresses
    assert set(written.values()) == {1}
