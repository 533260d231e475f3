"""Good and bad passwords, forgotten ones, and changing one."""

import re
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
import time_machine
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


def link_in(mail: EmailMessage) -> str:
    return urlsplit(re.search(r"https?://\S+", mail.body)[0]).path


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


def test_known_and_unknown_addresses_are_answered_alike(
    client: AuditingClient, person: User, sent: Sent
) -> None:
    known = client.post("/forgotten-password", data={"email": "Anna@Example.org"})
    unknown = client.post("/forgotten-password", data={"email": "berta@example.org"})
    assert known.status_code == unknown.status_code == 200
    shown = [
        [line for line in text.splitlines() if "csrf_token" not in line]
        for text in (
            re.sub("anna@example.org", "X", known.text, flags=re.I),
            unknown.text.replace("berta@example.org", "X"),
        )
    ]
    assert shown[0] == shown[1]
    assert [mail.to for mail in sent()] == [["anna@example.org"]]


def test_a_forgotten_password_is_replaced_once(
    app: Flask, client: AuditingClient, person: User, sent: Sent,
    sign_in: Callable[[User], AuditingClient],
) -> None:  # fmt: skip
    elsewhere = sign_in(person)
    assert elsewhere.get("/account").status_code == 200
    client.post("/forgotten-password", data={"email": "anna@example.org"})
    [mail] = sent()
    assert mail.body.count("http://localhost/") == 1
    link = link_in(mail)
    page = client.get(link)
    assert page.status_code == client.get(link).status_code == 200, "looking does not use it up"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]
    assert client.post(link, data={"password": "kort"}).status_code == 200
    done = client.post(link, data={"password": OTHER})
    assert done.location == "/sign-in"
    assert client.get("/account").status_code == 302, "a new password does not sign in by itself"
    assert elsewhere.get("/account").status_code == 302, "other sessions end"
    assert client.post(link, data={"password": PASSWORD}).location == "/forgotten-password"
    assert (signs_in(app, OTHER), signs_in(app, PASSWORD)) == (True, False)
    assert len(sent()) == 2, "the person is told"


def test_a_forged_host_never_reaches_a_mail(
    client: AuditingClient, person: User, sent: Sent
) -> None:
    client.post(
        "/forgotten-password", data={"email": "anna@example.org"}, headers={"Host": "evil.example"}
    )
    assert "evil" not in "".join(mail.body for mail in sent())


def test_a_link_is_dead_after_an_hour(client: AuditingClient, person: User, sent: Sent) -> None:
    client.post("/forgotten-password", data={"email": "anna@example.org"})
    link = link_in(sent()[0])
    with time_machine.travel(time.time() + 61 * 60):
        assert client.get(link).location == "/forgotten-password"
        assert client.post(link, data={"password": OTHER}).location == "/forgotten-password"


@pytest.mark.parametrize("token", ["x", "a.b.c", "WyJ4Il0.YQ.x", "%F0%9F%90%8E"])
def test_a_rubbish_link_asks_for_a_new_one(client: AuditingClient, token: str) -> None:
    assert client.get(f"/forgotten-password/{token}").location == "/forgotten-password"
    answer = client.post(f"/forgotten-password/{token}", data={"password": OTHER})
    assert answer.location == "/forgotten-password"
    assert client.get("/forgotten-password").status_code == 200


def test_one_address_gets_few_mails(client: AuditingClient, person: User) -> None:
    statuses = [
        client.post("/forgotten-password", data={"email": "anna@example.org"}).status_code
        for _ in range(4)
    ]
    assert statuses == [200, 200, 200, 429]


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
