"""The trail: whole when untouched, and telling when it was touched."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from accounts import audit
from accounts.enums import Role
from accounts.models import AuditEvent, Organisation, User
from core.db import db
from tests.factories.accounts import OrganisationFactory, UserFactory


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    organisation = OrganisationFactory()
    actor = UserFactory()
    for number in range(4):
        audit.record(
            organisation,
            actor=actor,
            action="role_granted",
            subject=actor,
            after={"role": Role.READER, "number": number, "day": date(2026, 3, 1), "æ": None},
        )
    db.session.commit()
    return organisation


def test_an_untouched_trail_is_whole(organisation: Organisation) -> None:
    db.session.expire_all()
    other = OrganisationFactory()
    audit.record(other, actor=None, action="organisation_created", subject=other)
    assert audit.verify(organisation)
    assert audit.verify(other)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.position == 3)).one()
    assert event.after == {"role": "reader", "number": 2, "day": "2026-03-01", "æ": None}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"action": "role_revoked"}, "event 2 was changed"),
        ({"after": {"number": 7}}, "event 2 was changed"),
        ({"subject_id": uuid.uuid4()}, "event 2 was changed"),
        ({"actor_digest": "0" * 64}, "event 2 names another actor"),
        ({"hash": "0" * 64}, "event 2 was changed"),
    ],
)
def test_a_changed_event_shows(
    organisation: Organisation, change: dict[str, object], told: str
) -> None:
    db.session.execute(update(AuditEvent).where(AuditEvent.position == 2).values(**change))
    db.session.expire_all()
    assert told in list(audit.faults(organisation))


def test_a_missing_event_shows(organisation: Organisation) -> None:
    db.session.execute(delete(AuditEvent).where(AuditEvent.position == 2))
    assert list(audit.faults(organisation)) == [
        "event 2 is missing",
        "event 3 does not follow the one before it",
    ]


def test_an_erased_actor_leaves_the_trail_whole(organisation: Organisation) -> None:
    db.session.execute(delete(User))
    db.session.expire_all()
    assert audit.verify(organisation)


def test_events_recorded_at_once_form_one_chain(app: Flask, organisation: Organisation) -> None:
    organisation_id = organisation.id
    db.session.commit()

    def one(_: int) -> None:
        with app.app_context():
            found = db.session.get_one(Organisation, organisation_id)
            audit.record(found, actor=None, action="settings_changed", subject=found)
            db.session.commit()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(16)))
    db.session.expire_all()
    positions = db.session.scalars(select(AuditEvent.position).order_by(AuditEvent.position)).all()
    assert list(positions) == list(range(1, 21))
    assert audit.verify(organisation)
