"""Good and bad passwords, forgotten ones, and changing one."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask_mailman import EmailMessage
from sqlalchemy import select

from accounts import passwords
from accounts.models import User
from core.db import db
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory

PASSWORD = "lyng klit strand sol"
OTHER = "bjerg skov hav sne is"
Sent = Callable[[], list[EmailMessage]]


@pytest.fixture
def person(app: Flask) -> User:
    return UserFactory(
        email="anna@example.org", name="Anna Holm", password=passwords.hashed(PASSWORD)
    )


def signs_in(app: Flask, password: str) -> bool:
    answer = app.test_client().post(
        "/sign-in", data={"email": "anna@example.org", "password": password}
    )
    return answer.status_code == 302


def test_the_list_of_common_passwords_is_long_enough() -> None:
    assert len(passwords.common_passwords()) >= 3000


@pytest.mark.parametrize(
    "password",
    [
        "kort",
        "x" * 129,
        "password1234",
        "Password2026!",
        "P4ssw0rd!!!!",
        "sommerferie2026",
        "København2026",
        "123456789012",
        "987654321098",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "qwertyuiop123",
        "Tillid123456",
        "ambassadør2026!!",
        "Annaholm2026",
        "anna@example.org",
        "OdderKommune1",
    ],
)
def test_a_password_that_is_tried_first_is_refused(app: Flask, password: str) -> None:
    own = ("anna@example.org", "Anna Holm", "Odder Kommune")
    assert passwords.fault(password, own_words=own)


@pytest.mark.parametrize(
    "password",
    [PASSWORD, OTHER, "🌊🌿🐎🌻🍋🎈🚲⛵🏰🎻🧦🐙", "Anna elsker røde heste", "x7#kQ2!mZp0w"],
)
def test_a_good_password_is_taken(app: Flask, password: str) -> None:
    own = ("anna@example.org", "Anna Holm", "Odder Kommune")
    assert passwords.fault(password, own_words=own) is None


def test_changing_the_password_ends_other_sessions(
    app: Flask, sign_in: Callable[[User], AuditingClient], person: User, sent: Sent
) -> None:
    here, elsewhere = sign_in(person), sign_in(person)
    assert here.get("/account/password").status_code == 200
    wrong = here.post("/account/password", data={"password": OTHER, "new_password": OTHER})
    assert wrong.status_code == 200
    weak = {"password": PASSWORD, "new_password": "sommer2026sommer"}
    assert here.post("/account/password", data={**weak, "new_password": "kort"}).status_code == 200
    same = here.post("/account/password", data={"password": PASSWORD, "new_password": PASSWORD})
    assert same.status_code == 200
    done = here.post("/account/password", data={"password": PASSWORD, "new_password": OTHER})
    assert done.location == "/account"
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302
    assert (signs_in(app, OTHER), signs_in(app, PASSWORD)) == (True, False)
    assert [mail.to for mail in sent()] == [["anna@example.org"]]


def test_the_organisations_name_is_no_password(
    sign_in: Callable[[User], AuditingClient], person: User
) -> None:
    MembershipFactory(user=person, organisation=OrganisationFactory(name="Snurretop Forening"))
    data = {"password": PASSWORD, "new_password": "snurretopforening"}
    assert sign_in(person).post("/account/password", data=data).status_code == 200
    assert db.session.scalars(select(User.password)).one() == person.password
