"""The guardian step: asked, shown nothing before, a yes, a no, a yes taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import travel

from accounts.enums import Role
from accounts.models import AuditEvent
from ambassadors.joining.applications import operations as operations_of_applications
from ambassadors.joining.applications import queries
from ambassadors.joining.enums import ApplicationState, JoinMode
from ambassadors.joining.guardians import operations
from ambassadors.joining.guardians.errors import AlreadyApproved, GuardianIsYourself
from ambassadors.joining.models import Application, GuardianApproval, Invitation
from core import jobs
from core.db import db, utcnow
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import PolicyFactory
from tests.factories.joining import (
    ApplicationFactory,
    GuardianApprovalFactory,
    InvitationFactory,
    JoinPageFactory,
)

MARK = "Villads-Markør"


def approvals():
    return list(db.session.scalars(select(GuardianApproval)))


def applications():
    return list(db.session.scalars(select(Application)))


def apply(client, **changes):
    data = {
        "name": MARK, "email": "villads@example.dk", "why": f"{MARK} vil med",
        "guardian_email": "mor@example.dk", "guardian_locale": "en",
    } | changes  # fmt: skip
    return client.post("/join/studieliv/form?age=guardian", data=data)


def approve(client, token, **changes):
    data = {"name": "Karen Toft", "is_guardian": "y"} | changes
    return client.post(f"/guardian/{token}", data=data)


@pytest.fixture
def page(app):
    return JoinPageFactory(slug="studieliv")


@pytest.fixture
def organiser(page, sign_in):
    role = MembershipFactory(organisation=page.cohort.organisation, role=Role.ORGANISER)
    return sign_in(role.user)


def list_of(page, rest=""):
    return f"/o/{page.cohort.organisation.slug}/cohorts/{page.cohort_id}/applications{rest}"


def test_guardian_gets_a_mail_in_their_language_with_their_own_link(client, page, outbox):
    assert apply(client).location.endswith("guardian=1")
    assert [mail.recipient for mail in outbox()] == ["villads@example.dk"]
    token = operations_of_applications.renew_token(applications()[0])
    db.session.commit()
    client.post(f"/applications/{token}/guardian")

    assert applications()[0].state is ApplicationState.AWAITING_GUARDIAN
    to_guardian = next(mail for mail in outbox() if mail.recipient == "mor@example.dk")
    assert (to_guardian.locale, to_guardian.subject) == (
        "en", f"May {MARK} join as a student ambassador?",
    )  # fmt: skip


@pytest.mark.parametrize("changes", [{"guardian_email": ""}, {"guardian_email": "mor"}])
def test_guardians_address_is_needed(client, page, changes):
    assert apply(client, **changes).status_code == 200
    assert applications() == []


def test_nobody_is_their_own_guardian(client, page):
    answer = apply(client, guardian_email="Villads@example.dk ")
    assert "Skriv din værges adresse, ikke din egen." in answer.text
    assert applications() == []
    with pytest.raises(GuardianIsYourself):
        operations.ask(
            page.cohort, guardian_email="a@b.dk", locale="da",
            invitation=InvitationFactory(email="a@b.dk"),
        )  # fmt: skip
    db.session.rollback()


def test_nothing_is_visible_to_anybody_before_the_yes(client, page, organiser, outbox):
    apply(client)
    young = applications()[0]

    for query in ("", "?q=Villads", "?show=received", "?order=name", "?show=all&q=mor"):
        assert MARK not in organiser.get(list_of(page, query)).text
    assert organiser.get(list_of(page, f"/{young.id}")).status_code == 404
    assert organiser.post(list_of(page, f"/{young.id}/shortlist")).status_code == 404
    assert organiser.post(list_of(page, f"/{young.id}/erasure")).status_code == 404
    data = {"verdict": "accept", "chosen": str(young.id)}
    assert MARK not in organiser.post(list_of(page, "/decisions"), data=data).text
    assert queries.numbers(page).applied == 0
    trail = organiser.get(f"/o/{page.cohort.organisation.slug}").text
    assert MARK not in trail
    assert {mail.recipient for mail in outbox()} == {"villads@example.dk"}
    assert all(MARK not in str(event.after) for event in db.session.scalars(select(AuditEvent)))


def test_sending_the_form_again_with_a_higher_age_does_not_get_past(client, page):
    apply(client)
    data = {"name": MARK, "email": "villads@example.dk", "why": "Jeg er 15"}
    client.post("/join/studieliv/form?age=enough", data=data)

    assert [one.state for one in applications()] == [ApplicationState.UNCONFIRMED]
    assert applications()[0].why == "Jeg er 15"


def test_yes_lets_the_application_in_and_says_so(client, page, organiser, outbox):
    approval = GuardianApprovalFactory(application__page=page, application__name=MARK, token="mor")
    shown = client.get("/guardian/mor")
    assert MARK in shown.text
    assert (shown.headers["Referrer-Policy"], shown.headers["Cache-Control"]) == (
        "no-referrer", "no-store, private",
    )  # fmt: skip

    assert approve(client, "mor").location == "/guardian/mor"
    assert approve(client, "mor").status_code == 200  # pressed twice: the page as it is now
    db.session.refresh(approval)
    assert (approval.guardian_name, approval.application.state) == (
        "Karen Toft", ApplicationState.RECEIVED,
    )  # fmt: skip
    assert MARK in organiser.get(list_of(page)).text
    assert [mail.subject for mail in outbox()] == ["Din værge har sagt ja"]


@pytest.mark.parametrize("changes", [{"name": ""}, {"is_guardian": ""}])
def test_yes_needs_a_name_and_the_tick(client, app, changes):
    GuardianApprovalFactory(token="mor")
    assert approve(client, "mor", **changes).status_code == 200
    assert approvals()[0].approved_at is None


def test_yes_to_an_open_link_sends_the_young_person_the_way_in(client, app, outbox):
    page = JoinPageFactory(mode=JoinMode.OPEN_LINK, places=1)
    GuardianApprovalFactory(application__page=page, token="mor")
    approve(client, "mor")

    assert applications()[0].state is ApplicationState.ACCEPTED
    assert approvals()[0].invitation == applications()[0].invitation
    assert [mail.subject for mail in outbox()] == ["Din værge har sagt ja"]


def test_no_erases_everything_at_once_and_tells_the_young_person(client, app, outbox):
    approval = GuardianApprovalFactory(application__name=MARK, token="mor")
    to = approval.application.email
    answer = client.post("/guardian/mor/withdrawal")

    assert "Alt er slettet" in client.get(answer.location).text
    assert (applications(), approvals()) == ([], [])
    assert [(mail.recipient, mail.subject) for mail in outbox()] == [(to, "Din værge har sagt nej")]
    assert client.get("/guardian/mor").status_code == 404


def test_unanswered_question_is_erased_after_14_days(client, app, run_jobs):
    invitation = InvitationFactory(draft={"topics": ["x"]})
    GuardianApprovalFactory(token="mor")
    GuardianApprovalFactory(
        application=None, invitation=invitation, cohort=invitation.cohort, token="far"
    )
    with travel(utcnow() + timedelta(days=13, hours=23)):
        jobs.enqueue("erase_unapproved")
        run_jobs()
        assert len(approvals()) == 2
    with travel(utcnow() + timedelta(days=14, hours=1)):
        assert client.get("/guardian/mor").status_code == 410
        assert approve(client, "mor").status_code == 410
        jobs.enqueue("erase_unapproved")
        run_jobs()
    assert (applications(), approvals()) == ([], [])
    assert db.session.scalars(select(Invitation.draft)).one() == {}


def test_answered_question_is_kept(app, run_jobs):
    GuardianApprovalFactory(approved_at=utcnow(), expires_at=utcnow() - timedelta(days=1))
    jobs.enqueue("erase_unapproved")
    run_jobs()
    assert len(approvals()) == 1


def test_invited_young_person_waits_and_cannot_change_the_age(client, app, outbox):
    policy = PolicyFactory()
    InvitationFactory(cohort=policy.cohort, token="door", email="villads@example.dk")
    step = client.post("/invitations/door", data={"age": "guardian"}).location
    assert step == "/invitations/door/guardian"
    asked = {"guardian_email": "mor@example.dk", "guardian_locale": "da"}
    assert client.post(step, data=asked).location == step

    assert "mor@example.dk" in client.get(step).text
    assert client.post("/invitations/door", data={"age": "enough"}).location == step
    assert client.get("/invitations/door/policy").location == "/invitations/door"
    assert db.session.scalars(select(Invitation.draft)).one() == {}
    assert [mail.recipient for mail in outbox()] == ["mor@example.dk"]


def test_invited_young_person_goes_on_after_the_yes(client, app, outbox):
    policy = PolicyFactory()
    invitation = InvitationFactory(cohort=policy.cohort, token="door", email="villads@example.dk")
    GuardianApprovalFactory(
        application=None, invitation=invitation, cohort=policy.cohort, token="mor"
    )
    approve(client, "mor")

    db.session.refresh(invitation)
    assert invitation.draft == {"old_enough": True}
    assert invitation.ambassador is None
    assert [mail.recipient for mail in outbox()] == ["villads@example.dk"]
    assert client.get("/invitations/door").status_code == 404  # a new link is in the mail


def test_yes_counts_for_a_newer_link_too(client, app):
    policy = PolicyFactory()
    invitation = InvitationFactory(cohort=policy.cohort, token="newer")
    GuardianApprovalFactory(
        application=None, invitation=invitation, cohort=policy.cohort, approved_at=utcnow()
    )
    assert client.get("/invitations/newer/guardian").location == "/invitations/newer"
    answer = client.post("/invitations/newer", data={"age": "guardian"})
    assert answer.location == "/invitations/newer/policy"
    with pytest.raises(AlreadyApproved):
        operations.ask(policy.cohort, guardian_email="a@b.dk", locale="da", invitation=invitation)
    db.session.rollback()


def test_yes_to_an_application_takes_the_place_of_an_older_question(client, app):
    page = JoinPageFactory(mode=JoinMode.OPEN_LINK)
    invitation = InvitationFactory(cohort=page.cohort, email="villads@example.dk")
    GuardianApprovalFactory(application=None, invitation=invitation, cohort=page.cohort)
    young = ApplicationFactory(
        page=page, email="villads@example.dk", state=ApplicationState.AWAITING_GUARDIAN
    )
    GuardianApprovalFactory(application=young, cohort=page.cohort, token="mor")

    assert approve(client, "mor").status_code == 302
    (kept,) = approvals()
    assert (kept.application_id, kept.invitation_id) == (young.id, invitation.id)
