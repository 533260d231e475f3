"""A guardian of somebody who is in: reading everything, and taking the yes back."""

from sqlalchemy import select, text

from accounts.models import User
from ambassadors.enums import AmbassadorStatus
from ambassadors.joining.enums import ApplicationState
from ambassadors.joining.models import GuardianApproval
from ambassadors.models import Ambassador
from core.db import Base, db, utcnow
from core.models import OutgoingMail
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.joining import (
    ApplicationFactory,
    GuardianApprovalFactory,
    InvitationFactory,
    JoinPageFactory,
)

MARK = "Villads-Markør"


def in_the_cohort(**changes):
    ambassador = AmbassadorFactory(user__name=MARK, user__email="villads@example.dk", **changes)
    invitation = InvitationFactory(
        cohort=ambassador.cohort, ambassador=ambassador, email="villads@example.dk", name=MARK,
        accepted_at=utcnow(),
    )  # fmt: skip
    application = ApplicationFactory(
        page=JoinPageFactory(cohort=ambassador.cohort), state=ApplicationState.ACCEPTED,
        email="villads@example.dk", name=MARK, invitation=invitation, why=MARK,
    )  # fmt: skip
    GuardianApprovalFactory(
        application=application, invitation=invitation, cohort=ambassador.cohort, token="mor",
        approved_at=utcnow(), guardian_name=f"{MARK}s mor",
    )  # fmt: skip
    return ambassador


def test_guardian_reads_and_takes_away_everything(client, app):
    in_the_cohort(function="10. klasse")
    assert "10. klasse" in client.get("/guardian/mor").text

    told = client.get("/guardian/mor/export").get_json()
    assert MARK in str(told)
    assert "10. klasse" in str(told)


def test_yes_taken_back_ends_the_place_at_once_and_erases(client, app, sign_in):
    ambassador = in_the_cohort()
    young = sign_in(ambassador.user)
    assert young.get("/my").status_code == 200
    place = ambassador.id
    client.post("/guardian/mor/withdrawal")

    assert young.get("/my").status_code in {302, 403}
    left = db.session.get_one(Ambassador, place)
    assert left.status is AmbassadorStatus.LEFT
    assert db.session.scalars(select(User).where(User.email == "villads@example.dk")).all() == []
    assert db.session.scalars(select(GuardianApproval)).all() == []
    assert marked() == []


def marked() -> list[str]:
    """Return where the young person's name or address still is, beside the mail that goes out."""
    found = []
    for table in Base.metadata.sorted_tables:
        if table.name == OutgoingMail.__tablename__:
            continue
        for row in db.session.execute(text(f'select * from "{table.name}"')):
            if any(word in str(row) for word in (MARK, "villads@example.dk")):
                found.append(f"{table.name}: {row}")
    db.session.rollback()
    return found


def test_account_stays_for_a_place_elsewhere(client, app):
    ambassador = in_the_cohort()
    AmbassadorFactory(user=ambassador.user)
    client.post("/guardian/mor/withdrawal")

    assert db.session.scalars(select(User.name).where(User.email == "villads@example.dk")).all()
