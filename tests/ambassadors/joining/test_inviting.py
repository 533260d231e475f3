"""Organisers invite, send again and withdraw."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.enums import Role
from ambassadors.enums import CohortStatus
from ambassadors.joining import operations
from ambassadors.joining.errors import (
    AlreadyAmbassador,
    AlreadyInvited,
    AlreadyJoined,
    CohortNotOpen,
)
from ambassadors.joining.models import Invitation
from core.db import db, utcnow
from core.tokens import hash_token
from tests.ambassadors.listing import attach
from tests.factories.accounts import MembershipFactory, UnitFactory, UserFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory, PolicyFactory
from tests.factories.joining import InvitationFactory
from tests.queries import count_queries


@pytest.fixture
def cohort(app):
    return CohortFactory()


@pytest.fixture
def organiser(cohort):
    membership = MembershipFactory(organisation=cohort.organisation, role=Role.ORGANISER)
    return membership.user


@pytest.fixture
def client(sign_in, organiser):
    return sign_in(organiser)


def pages(cohort, rest=""):
    return f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/invitations{rest}"


def row(number, email, **changes):
    values = {"name": "", "email": email, "unit": "", "locale": "da"} | changes
    return {f"people-{number}-{key}": value for key, value in values.items()}


def invited():
    return sorted(db.session.scalars(select(Invitation.email)))


def test_three_people_get_a_mail_each_in_their_language(client, cohort, outbox):
    unit = UnitFactory(organisation=cohort.organisation)
    response = client.post(
        pages(cohort, "/new"),
        data=row(0, "Anna@Example.dk", name="Anna Holm", unit=str(unit.id))
        | row(1, "kim@example.dk", name="Kim Berg", locale="en")
        | row(2, "bo@example.dk"),
    )

    assert response.location == pages(cohort)
    assert invited() == ["anna@example.dk", "bo@example.dk", "kim@example.dk"]
    anna = db.session.scalars(select(Invitation).where(Invitation.name == "Anna Holm")).one()
    assert anna.unit == unit
    mails = {mail.recipient: mail for mail in outbox()}
    assert {to: mail.locale for to, mail in mails.items()} == {
        "anna@example.dk": "da",
        "kim@example.dk": "en",
        "bo@example.dk": "da",
    }
    assert "student ambassador" in mails["kim@example.dk"].subject
    assert "studieambassadør" in mails["anna@example.dk"].subject


def test_mail_says_who_asks_and_carries_the_link(cohort, organiser, app):
    from ambassadors.joining import notifications  # noqa: PLC0415 -- beside its only use
    from core.models import OutgoingMail  # noqa: PLC0415

    invitation, token = operations.invite(
        cohort, email="kim@example.dk", name="Kim Berg", unit=None, locale="en", actor=organiser
    )
    notifications.send_invitation(invitation, token, sent_by=organiser)

    body = db.session.scalars(select(OutgoingMail)).one().body
    assert f"http://localhost/invitations/{token}\n" in body
    assert body.startswith("Hi Kim,")
    assert organiser.name in body
    assert "voluntary" in body
    assert "kontakt@example.org" in body
    assert invitation.token_hash == hash_token(token)
    assert len(token) >= 32  # 192 bits
    db.session.rollback()


def test_pasted_people(client, cohort):
    client.post(
        pages(cohort, "/new"),
        data={
            "pasted": "Anna Holm <anna@example.dk>, kim@example.dk\nKIM@example.dk; bo@example.dk",
            "pasted_locale": "en",
            "pasted_unit": "",
        },
    )

    assert invited() == ["anna@example.dk", "bo@example.dk", "kim@example.dk"]
    anna = db.session.scalars(select(Invitation).where(Invitation.name == "Anna Holm")).one()
    assert anna.locale == "en"


def test_each_rows_fate_is_shown_and_good_ones_are_sent(client, cohort, outbox):
    earlier = InvitationFactory(cohort=cohort, email="twice@example.dk")
    AmbassadorFactory(cohort=cohort, user=UserFactory(email="inside@example.dk"))

    response = client.post(
        pages(cohort, "/new"),
        data=row(0, "twice@example.dk")
        | row(1, "inside@example.dk")
        | row(2, "no address", name="Bo")
        | row(3, "new@example.dk")
        | {"pasted": "hello world", "pasted_locale": "da"},
    )

    assert response.status_code == 200
    assert invited() == ["new@example.dk", "twice@example.dk"]
    assert pages(cohort, f"/{earlier.id}/new-link") in response.text
    assert 'value="no address"' in response.text
    assert 'value="Bo"' in response.text
    assert 'aria-invalid="true"' in response.text  # told at the field, and above it all
    assert 'class="error-summary"' in response.text
    assert "hello world" in response.text
    assert 'class="note"' in response.text
    assert 'value="new@example.dk"' not in response.text
    assert [mail.recipient for mail in outbox()] == ["new@example.dk"]


def test_more_rows_keep_what_was_typed(client, cohort):
    response = client.post(pages(cohort, "/new"), data=row(0, "anna@example.dk") | {"more": "1"})

    assert 'value="anna@example.dk"' in response.text
    assert (
        "people-5-email"
        in client.post(
            pages(cohort, "/new"),
            data=row(0, "a@example.dk") | row(1, "") | row(2, "") | {"more": "1"},
        ).text
    )
    assert invited() == []


def test_nobody_entered(client, cohort):
    response = client.post(pages(cohort, "/new"), data=row(0, ""))

    assert response.status_code == 200
    assert 'class="error-summary"' in response.text


def test_unit_of_another_organisation_is_refused(client, cohort):
    UnitFactory(organisation=cohort.organisation)
    foreign = UnitFactory()
    response = client.post(
        pages(cohort, "/new"), data=row(0, "anna@example.dk", unit=str(foreign.id))
    )

    assert response.status_code == 200
    assert invited() == []


def test_draft_cohort_invites_nobody(client, cohort):
    cohort.status = CohortStatus.DRAFT

    response = client.post(pages(cohort, "/new"), data=row(0, "anna@example.dk"))

    assert response.status_code == 200
    assert 'class="error-summary"' in response.text
    assert invited() == []
    assert client.get(pages(cohort)).status_code == 200


def test_sending_again_gives_a_new_link_and_kills_the_old(app, client, cohort, outbox):
    PolicyFactory(cohort=cohort)
    old = InvitationFactory(
        cohort=cohort, token="old", opened_at=utcnow(), expires_at=utcnow(), draft={"x": 1}
    )

    response = client.post(pages(cohort, f"/{old.id}/new-link"))

    assert response.location == pages(cohort)
    db.session.refresh(old)
    assert (old.opened_at, old.draft) == (None, {})
    assert old.expires_at > utcnow() + timedelta(days=13)
    assert app.test_client().get("/invitations/old").status_code == 404
    assert [mail.recipient for mail in outbox()] == [old.email]


def test_withdrawing_twice_is_harmless(app, client, cohort):
    invitation = InvitationFactory(cohort=cohort, token="old")

    for _press in range(2):
        assert client.post(pages(cohort, f"/{invitation.id}/withdrawal")).location == pages(cohort)

    assert app.test_client().get("/invitations/old").status_code == 410


def test_who_has_joined_is_neither_withdrawn_nor_invited_again(client, cohort, organiser):
    ambassador = AmbassadorFactory(cohort=cohort, user=UserFactory(email="in@example.dk"))
    invitation = InvitationFactory(
        cohort=cohort, email="in@example.dk", accepted_at=utcnow(), ambassador=ambassador
    )

    with pytest.raises(AlreadyJoined):
        operations.withdraw(invitation, actor=organiser)
    with pytest.raises(AlreadyJoined):
        operations.invite_again(invitation, actor=organiser)
    assert client.post(pages(cohort, f"/{invitation.id}/new-link")).location == pages(cohort)
    assert client.post(pages(cohort, f"/{invitation.id}/withdrawal")).location == pages(cohort)
    db.session.refresh(invitation)
    assert invitation.revoked_at is None


def test_invite_refuses(cohort, organiser):
    def invite(email, where=cohort):
        operations.invite(where, email=email, name="", unit=None, locale="da", actor=organiser)

    InvitationFactory(cohort=cohort, email="twice@example.dk")
    AmbassadorFactory(cohort=cohort, user=UserFactory(email="in@example.dk"))
    draft = CohortFactory(status=CohortStatus.DRAFT)

    with pytest.raises(AlreadyInvited):
        invite(" Twice@example.dk")
    with pytest.raises(AlreadyAmbassador):
        invite("in@example.dk")
    with pytest.raises(CohortNotOpen):
        invite("new@example.dk", draft)
    with pytest.raises(CohortNotOpen):
        operations.invite_again(InvitationFactory(cohort=draft), actor=organiser)
    db.session.rollback()


def test_another_organisations_invitation_is_not_found(client, cohort):
    foreign = InvitationFactory()

    assert client.post(pages(cohort, f"/{foreign.id}/new-link")).status_code == 404
    assert client.post(pages(cohort, f"/{foreign.id}/withdrawal")).status_code == 404
    assert client.get(pages(foreign.cohort)).status_code == 404


@pytest.mark.parametrize("screen", ["welcome", "policy", "wishes", "ways", "account"])
def test_organiser_looks_ahead_without_a_form(client, cohort, screen):
    PolicyFactory(cohort=cohort, published_at=None)
    response = client.get(f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/joining/{screen}")

    assert response.status_code == 200
    assert '<form class="form"' not in response.text


def test_no_such_screen(client, cohort):
    path = f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/joining/nowhere"
    assert client.get(path).status_code == 404


def test_list_asks_the_same_for_one_and_three(client, cohort):
    counts = []
    for more in (1, 2):
        attach(cohort)
        for _invitation in range(more):
            InvitationFactory(cohort=cohort, unit=UnitFactory(organisation=cohort.organisation))
        page = pages(cohort)
        with count_queries() as queries:
            assert client.get(page).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1], queries
