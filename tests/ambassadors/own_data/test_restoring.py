"""A restored backup brings nobody back who was erased since it was taken."""

import pytest
from sqlalchemy import delete, insert, select

from accounts import passwords
from accounts.models import User
from ambassadors.joining.applications.operations import erase
from ambassadors.joining.guardians.operations import withdraw
from ambassadors.joining.models import Application, GuardianApproval, Invitation
from ambassadors.models import Ambassador
from ambassadors.seasons import alumni
from ambassadors.seasons.models import Alumnus
from core import erasure_log
from core.db import Base, db, utcnow
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.joining import ApplicationFactory, GuardianApprovalFactory, InvitationFactory

PASSWORD = "blå cykel i regnvejr"
TABLES = Base.metadata.sorted_tables


@pytest.fixture
def no_notes(app):
    for path in erasure_log.folder().glob("*.jsonl"):
        path.unlink()


def backup():
    """Return every row of every table."""
    return {table.name: db.session.execute(select(table)).mappings().all() for table in TABLES}


def restore(rows):
    for table in reversed(TABLES):
        db.session.execute(delete(table))
    for table in TABLES:
        if rows[table.name]:
            db.session.execute(insert(table), [dict(row) for row in rows[table.name]])
    db.session.commit()
    db.session.expire_all()


def people():
    return sorted(name for name in db.session.scalars(select(User.name)) if name)


def left():
    """Return how many there are of what only those hold who were erased."""
    tables = (Application, GuardianApproval, Alumnus, Invitation)
    return [len(db.session.scalars(select(table)).all()) for table in tables]


def test_everybody_erased_since_the_backup_is_erased_again(app, sign_in, run_jobs, no_notes):
    kim = AmbassadorFactory(user__name="Kim Holm")
    kim.user.password = passwords.hashed(PASSWORD)
    AmbassadorFactory(user__name="Ida Lund", cohort=kim.cohort)  # stays
    former = AmbassadorFactory(user__name="Bo Friis", cohort=kim.cohort)
    alumni.say_yes(former, at=utcnow())
    ApplicationFactory(email="withdrawn@example.org")
    asked = InvitationFactory(cohort=kim.cohort)
    GuardianApprovalFactory(cohort=kim.cohort, invitation=asked, application=None)
    db.session.commit()
    kept = backup()
    me = sign_in(kim.user)
    me.post("/my/data/erasure", data={"understood": "y"})
    me.post("/my/data/erasure/password", data={"password": PASSWORD})
    run_jobs()
    erase(db.session.scalars(select(Application)).one())
    withdraw(db.session.scalars(select(GuardianApproval)).one())
    alumni.take_back(db.session.scalars(select(Alumnus)).one())
    db.session.commit()
    assert (people(), left()) == (["Bo Friis", "Ida Lund"], [0, 0, 0, 0])

    restore(kept)
    assert (people(), left()) == (["Bo Friis", "Ida Lund", "Kim Holm"], [1, 1, 1, 1])
    replayed = app.test_cli_runner().invoke(args=["accounts", "replay-erasures"])

    assert replayed.output == "Noted: 4. Erased again: 4.\n"
    db.session.expire_all()
    assert (people(), left()) == (["Bo Friis", "Ida Lund"], [0, 0, 0, 0])
    erased = Ambassador.erased_at.is_not(None)
    assert len(db.session.scalars(select(Ambassador).where(erased)).all()) == 1
    replayed = app.test_cli_runner().invoke(args=["accounts", "replay-erasures"])
    assert replayed.output.endswith("Erased again: 0.\n")
    assert people() == ["Bo Friis", "Ida Lund"]


def test_notes_name_nobody(app, no_notes):
    place = AmbassadorFactory(user__name="Kim Holm", user__email="kim@example.org")
    db.session.commit()
    erasure_log.note("person", place.user_id, places=[str(place.id)], account=True)

    (path,) = erasure_log.folder().glob("*.jsonl")

    assert path.stat().st_mode & 0o777 == 0o600
    assert set(erasure_log.lines([path])[0]) == {"at", "kind", "id", "places", "account"}
