"""What people do with their accounts, and what they are refused, stands on the trail."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from accounts import audit, jobs, keys, passwords
from accounts.enums import Role
from accounts.labels import ACTS
from accounts.models import AuditEvent, Membership, Organisation, User
from accounts.trail import noting
from core.db import db
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory

PASSWORD, ANOTHER = "lyng klit strand sol", "bjerg skov hav sne is"
SignIn = Callable[[User], AuditingClient]


@pytest.fixture(autouse=True)
def _nothing_noted_yet(app: Flask) -> None:
    noting.notebook.take()
    noting.notebook.forget()


@pytest.fixture
def anna(app: Flask) -> User:
    """An organiser in two organisations."""
    user = UserFactory(email="anna@example.org", password=passwords.hashed(PASSWORD))
    for _ in range(2):
        MembershipFactory(user=user, role=Role.ORGANISER)
    db.session.commit()
    return user


def attempt(client: AuditingClient, password: str, email: str = "anna@example.org") -> int:
    return client.post("/sign-in", data={"email": email, "password": password}).status_code


def trail(organisation: Organisation) -> list[tuple[str, bool, dict[str, object]]]:
    """Return what is on a trail: the act, whether its actor is named, and what is said of it."""
    mine = select(AuditEvent).where(AuditEvent.organisation_id == organisation.id)
    events = db.session.scalars(mine.order_by(AuditEvent.position)).all()
    assert {event.action for event in events} <= set(ACTS)
    return [(event.action, event.actor_id is not None, event.after) for event in events]


def test_signing_in_and_what_guards_an_account_are_on_each_employers_trail(
    client: AuditingClient, anna: User, sign_in: SignIn, sent
) -> None:
    assert attempt(client, PASSWORD) == 302
    sign_in(anna)
    client.post("/account/sessions")
    data = {"password": PASSWORD, "new_password": ANOTHER}
    assert client.post("/account/password", data=data).status_code == 302
    client.post("/account/email", data={"email": "ny@example.org"})
    link = next(word for mail in sent() for word in mail.body.split() if "/account/email/" in word)
    assert client.post(link.removeprefix("http://localhost")).status_code == 302
    places = db.session.scalars(select(Membership).where(Membership.user_id == anna.id)).all()
    for place in places:
        assert trail(place.organisation) == [
            ("signed_in", True, {}),
            ("other_sessions_ended", True, {"times": 1}),
            ("password_changed", True, {}),
            ("address_changed", True, {}),
        ]
        assert audit.verify(place.organisation)


def test_who_did_not_get_in_is_told_with_how_often(
    client: AuditingClient, anna: User, capfd: pytest.CaptureFixture[str]
) -> None:
    UserFactory(email="uden@example.org", password=passwords.hashed(PASSWORD))  # no role anywhere
    MembershipFactory(user=UserFactory(email="budt@example.org"), offered_to="Budt")
    for email in ("anna@example.org", "anna@example.org", "uden@example.org", "budt@example.org",
                  "ukendt@example.org"):  # fmt: skip
        assert attempt(client, ANOTHER, email) == 200
    assert len(noting.notebook.path.read_text().splitlines()) == 5  # known or not, the same work
    assert "@" not in noting.notebook.path.read_text()
    jobs.write_noted_acts()
    for organisation in db.session.scalars(select(Organisation)):
        belongs = any(m.user_id == anna.id for m in organisation.memberships)
        assert trail(organisation) == ([("sign_in_failed", False, {"times": 2})] * belongs)
    jobs.write_noted_acts()
    assert db.session.scalars(select(AuditEvent.action)).all() == ["sign_in_failed"] * 2


def test_a_page_somebody_may_not_open_is_on_the_trail_of_their_own_organisation_only(
    anna: User, sign_in: SignIn
) -> None:
    home, other = [m.organisation for m in db.session.scalars(select(Membership)).all()]
    foreign = OrganisationFactory()
    browser = sign_in(anna)
    for _ in range(3):
        assert browser.get(f"/o/{home.slug}/settings").status_code == 403
    assert browser.get(f"/o/{foreign.slug}/settings").status_code == 404
    noting.notebook.write('["access_refused", "cut sho')
    jobs.write_noted_acts()
    said = {"page": "/o/<slug:organisation>/settings", "times": 3}
    assert trail(home) == [("access_refused", True, said)]
    assert trail(other) == trail(foreign) == []
    owner = MembershipFactory(organisation=home, role=Role.OWNER).user
    page = sign_in(owner).get(f"/o/{home.slug}/trail").text
    assert "Fik ikke lov at se en side" in page
    assert "/o/&lt;slug:organisation&gt;/settings" in page


def test_a_key_is_recorded_when_it_is_first_used(client: AuditingClient, app: Flask) -> None:
    organisation = OrganisationFactory()
    key, text = keys.create_token(organisation, name="Our dashboard", actor=None)
    until = key.expires_at.date().isoformat()
    for _ in range(2):
        headers = {"Authorization": f"Bearer {text}"}
        assert client.get("/api/v1/campaigns", headers=headers).status_code == 200
        jobs.note_sightings()
    made, used = trail(organisation)
    said = {"name": "Our dashboard", "scope": "read_results", "until": until}
    assert made == ("token_created", False, said)
    assert used == ("token_first_used", False, {"name": "Our dashboard"})
