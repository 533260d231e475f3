"""Nobody becomes the guardian of somebody else by filling in a public form in their name."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import travel

from accounts.models import User
from ambassadors.joining.applications import operations
from ambassadors.joining.enums import ApplicationState, JoinMode
from ambassadors.joining.models import Application, GuardianApproval
from core.db import db, utcnow
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.joining import (
    ApplicationFactory,
    GuardianApprovalFactory,
    InvitationFactory,
    JoinPageFactory,
)

FREJA = "freja@example.dk"


def claim_to_be_freja(client):
    data = {
        "name": "Freja", "email": FREJA, "why": "Jeg er 13 nu",
        "guardian_email": "mallory@example.org", "guardian_locale": "da",
    }  # fmt: skip
    return client.post("/join/studieliv/form?age=guardian", data=data)


@pytest.fixture
def named(app):
    """Freja has named her mother, and has not pressed the link in her mail."""
    page = JoinPageFactory(slug="studieliv", asked={"why": "required"})
    young = ApplicationFactory(
        page=page, email=FREJA, state=ApplicationState.UNCONFIRMED, token="freja"
    )
    return GuardianApprovalFactory(
        application=young, guardian_email="mor@example.dk", token="nobodys"
    )


def test_a_guardian_is_asked_once_and_only_by_the_applicants_own_link(client, named, outbox):
    shown = client.get("/applications/freja")
    assert "m•••@example.dk" in shown.text
    assert "mor@example.dk" not in shown.text
    assert outbox() == []
    for _time in range(2):
        assert client.post("/applications/freja/guardian").location == "/applications/freja"

    assert [mail.recipient for mail in outbox()] == ["mor@example.dk"]
    db.session.refresh(named.application)
    assert named.application.state is ApplicationState.AWAITING_GUARDIAN
    assert "/guardian" not in client.get("/applications/freja").text
    assert client.post("/applications/mallory/guardian").status_code == 404


def test_a_new_attempt_makes_the_link_useless_that_showed_another_guardian(client, named, outbox):
    claim_to_be_freja(client)

    assert client.post("/applications/freja/guardian").status_code == 404
    assert [mail.recipient for mail in outbox()] == [FREJA]
    assert "m•••@example.org" in outbox()[0].body or outbox()[0].state == "sent"


def test_a_new_attempt_never_replaces_a_guardian_who_is_asked(client, named, outbox):
    client.post("/applications/freja/guardian")
    db.session.refresh(named)
    asked = named.token_hash
    answer = claim_to_be_freja(client)

    assert answer.location == "/join/studieliv/thanks?guardian=1"
    db.session.refresh(named)
    assert (named.guardian_email, named.token_hash) == ("mor@example.dk", asked)
    assert [mail.recipient for mail in outbox()] == ["mor@example.dk", FREJA]


def test_the_link_ends_with_the_request(client, named, outbox):
    with travel(utcnow() + timedelta(days=14, hours=1)):
        assert client.get("/applications/freja").status_code == 410
        assert client.post("/applications/freja/guardian").status_code == 410
    assert outbox() == []


def test_a_wrong_guardian_is_refused_alike_for_known_and_unknown_addresses(client, app):
    page = JoinPageFactory(slug="studieliv", asked={})
    ApplicationFactory(page=page, email=FREJA)
    data = {"name": "Freja", "guardian_locale": "da"}
    for email in (FREJA, "new@example.dk"):
        sent = data | {"email": email, "guardian_email": email}
        answer = client.post("/join/studieliv/form?age=guardian", data=sent)
        assert "Skriv din værges adresse, ikke din egen." in answer.text


def test_no_guardian_is_named_where_the_cohort_asks_none(client, app):
    JoinPageFactory(slug="studieliv", cohort=CohortFactory(minimum_age=13))

    assert claim_to_be_freja(client).location == "/join/studieliv"
    assert db.session.scalars(select(Application)).all() == []


def freja_is_in(page):
    ambassador = AmbassadorFactory(cohort=page.cohort, user__email=FREJA)
    return InvitationFactory(
        cohort=page.cohort, email=FREJA, ambassador=ambassador, accepted_at=utcnow()
    )


@pytest.mark.parametrize("state", [ApplicationState.ACCEPTED, ApplicationState.RECEIVED])
def test_who_applied_alone_gets_no_guardian_from_a_stranger(client, outbox, state):
    page = JoinPageFactory(slug="studieliv", mode=JoinMode.OPEN_LINK, asked={"why": "required"})
    invitation = freja_is_in(page) if state is ApplicationState.ACCEPTED else None
    ApplicationFactory(page=page, email=FREJA, state=state, why="Min egen", invitation=invitation)

    assert claim_to_be_freja(client).location == "/join/studieliv/thanks?guardian=1"
    kept = db.session.scalars(select(Application)).one()
    assert (kept.state, kept.why) == (state, "Min egen")
    assert db.session.scalars(select(GuardianApproval)).all() == []
    assert [mail.recipient for mail in outbox()] == [FREJA]


@pytest.mark.parametrize("is_still_in", [True, False])
def test_yes_to_an_application_gives_no_power_over_who_is_or_was_in(client, app, is_still_in):
    page = JoinPageFactory(slug="studieliv", mode=JoinMode.OPEN_LINK)
    invitation = freja_is_in(page)
    if not is_still_in:
        invitation.accepted_at = None
    false = ApplicationFactory(
        page=page, email=FREJA, state=ApplicationState.AWAITING_GUARDIAN, invitation=invitation
    )
    approval = GuardianApprovalFactory(application=false, cohort=page.cohort, token="mallory")

    client.post("/guardian/mallory", data={"name": "Mallory", "is_guardian": "y"})
    db.session.refresh(approval)
    assert approval.invitation_id is None
    assert invitation.ambassador.user.name not in client.get("/guardian/mallory/export").text


def test_a_second_guardian_does_not_take_the_place_of_who_said_yes(client, app):
    page = JoinPageFactory(slug="studieliv", mode=JoinMode.OPEN_LINK)
    invitation = InvitationFactory(cohort=page.cohort, email=FREJA)
    mother = GuardianApprovalFactory(
        application=None, invitation=invitation, cohort=page.cohort, approved_at=utcnow()
    )
    false = ApplicationFactory(page=page, email=FREJA, state=ApplicationState.AWAITING_GUARDIAN)
    GuardianApprovalFactory(application=false, cohort=page.cohort, token="mallory")

    client.post("/guardian/mallory", data={"name": "Mallory", "is_guardian": "y"})
    db.session.refresh(mother)
    assert mother.invitation_id == invitation.id


def test_who_has_a_guardian_already_may_send_the_form_again(app):
    page = JoinPageFactory(mode=JoinMode.OPEN_LINK)
    young = ApplicationFactory(page=page, email=FREJA, state=ApplicationState.ACCEPTED)
    GuardianApprovalFactory(application=young, cohort=page.cohort, approved_at=utcnow())
    sent = operations.Sent(name="Freja", email=FREJA, locale="da")

    assert operations.apply(page, sent, with_guardian=True)[1] is operations.Fate.INVITED
    db.session.rollback()


def test_a_role_only_offered_keeps_nothing_when_a_yes_is_taken_back(client, app):
    page = JoinPageFactory()
    invitation = freja_is_in(page)
    MembershipFactory(user=invitation.ambassador.user, offered_to="Freja")
    GuardianApprovalFactory(
        application=None, invitation=invitation, cohort=page.cohort, token="mor",
        approved_at=utcnow(),
    )  # fmt: skip

    client.post("/guardian/mor/withdrawal")
    assert db.session.scalars(select(User).where(User.email == FREJA)).all() == []
