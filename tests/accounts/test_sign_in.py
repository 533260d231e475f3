"""Signing in and out: who gets in, what the others are told, and how often one may try."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import UserMixin
from sqlalchemy import select

from accounts import limits, passwords
from accounts.enums import Role
from accounts.models import Membership, User
from core.db import db
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, UserFactory

PASSWORD = "lyng klit strand sol"
WRONG = "bjerg skov hav sne is"


@pytest.fixture
def person(app: Flask) -> User:
    return UserFactory(email="anna@example.org", password=passwords.hashed(PASSWORD))


def attempt(client: AuditingClient, email: str, password: str, **query: str):
    return client.post("/sign-in", data={"email": email, "password": password}, query_string=query)


@pytest.mark.parametrize("email", ["anna@example.org", "ANNA@Example.org", "  anna@example.org "])
def test_the_right_password_lets_one_in_however_the_address_is_written(
    client: AuditingClient, person: User, email: str
) -> None:
    answer = attempt(client, email, PASSWORD)
    assert (answer.status_code, answer.location) == (302, "/")
    assert client.get("/account").status_code == 200
    assert db.session.get(User, person.id).last_sign_in_at is not None


def test_a_long_password_of_pictures_works(client: AuditingClient, app: Flask) -> None:
    password = "🌊🌿🐎" * 33 + "🌻"
    UserFactory(email="emoji@example.org", password=passwords.hashed(password))
    field = re.search(r'<input[^>]*id="password"[^>]*>', client.get("/sign-in").text)[0]
    most = int(re.search(r'maxlength="(\d+)"', field)[1])
    assert most >= passwords.LONGEST * 4, "browsers cut there, and count a picture twice"
    assert attempt(client, "emoji@example.org", password).status_code == 302
    composed = "Årgang på en ø og én sø " * 5
    UserFactory(email="aa@example.org", password=passwords.hashed(composed))
    typed = unicodedata.normalize("NFD", composed)
    assert len(typed) > passwords.LONGEST, "as some keyboards send it"
    assert attempt(client, "aa@example.org", typed).status_code == 302


def test_wrong_password_and_unknown_address_are_told_the_same(
    client: AuditingClient, person: User
) -> None:
    wrong = attempt(client, "anna@example.org", WRONG)
    unknown = attempt(client, "berta@example.org", WRONG)
    assert wrong.status_code == unknown.status_code == 200
    cleaned = [
        answer.text.replace("anna@example.org", "X").replace("berta@example.org", "X")
        for answer in (wrong, unknown)
    ]
    lines = [[line for line in text.splitlines() if "csrf_token" not in line] for text in cleaned]
    assert lines[0] == lines[1]
    assert "passer ikke sammen" in wrong.text or "do not fit together" in wrong.text


@pytest.mark.parametrize(
    ("email", "password"),
    [("", ""), ("anna", "x"), ("anna@example.org", ""), ("anna@example.org", "x" * 100_000),
     ("anna@example.org", "nul\x00byte in here"), ("an\x00na@example.org", WRONG)],
)  # fmt: skip
def test_odd_input_gets_the_form_back(
    client: AuditingClient, person: User, email: str, password: str
) -> None:
    answer = attempt(client, email, password)
    assert answer.status_code == 200
    assert client.get("/account").status_code == 302


def test_a_closed_account_stays_out(client: AuditingClient, person: User) -> None:
    person.active = False
    assert attempt(client, "anna@example.org", PASSWORD).status_code == 200
    assert client.get("/account").status_code == 302


def test_a_person_without_a_password_stays_out(client: AuditingClient, app: Flask) -> None:
    UserFactory(email="ny@example.org")
    assert attempt(client, "ny@example.org", "").status_code == 200
    assert attempt(client, "ny@example.org", WRONG).status_code == 200


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/o/odder/people?q=a", "/o/odder/people?q=a"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/%5Cevil.example"),
        ("\\\\evil.example", "/"),
        ("\t//evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http:/evil.example", "/"),
        ("http://localhost/account", "/"),
    ],
)
def test_signing_in_leads_to_pages_of_this_site_only(
    client: AuditingClient, person: User, wanted: str, reached: str
) -> None:
    assert client.get("/sign-in", query_string={"next": wanted}).status_code == 200
    assert attempt(client, "anna@example.org", PASSWORD, next=wanted).location == reached


def test_next_in_the_form_leads_to_pages_of_this_site_only(
    client: AuditingClient, person: User
) -> None:
    data = {"email": "anna@example.org", "password": PASSWORD, "next": "//evil.example/x"}
    assert client.post("/sign-in", data=data).location == "/"


def test_a_page_one_may_not_see_yet_comes_after_signing_in(
    client: AuditingClient, person: User
) -> None:
    refused = client.get("/account")
    assert refused.location == "/sign-in?next=/account"
    answer = client.post(refused.location, data={"email": person.email, "password": PASSWORD})
    assert answer.location == "/account"


def test_nothing_of_the_visitors_session_survives_but_the_language(
    client: AuditingClient, person: User
) -> None:
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
        session["language"] = "en"
    before = client.csrf_token()
    attempt(client, "anna@example.org", PASSWORD)
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["language"] == "en"
        assert session.permanent
        assert session.get("csrf_token") is None or session["csrf_token"] not in before


def test_signing_out_ends_it(client: AuditingClient, person: User) -> None:
    attempt(client, "anna@example.org", PASSWORD)
    assert client.post("/sign-out").status_code == 302
    assert client.get("/account").status_code == 302


def test_a_post_without_a_token_is_explained(client: AuditingClient, person: User) -> None:
    data = {"email": "anna@example.org", "password": PASSWORD}
    answer = client.post("/sign-in", data=data, csrf=False)
    assert answer.status_code == 400
    assert client.get("/account").status_code == 302


@pytest.mark.parametrize(
    "value", ["", "rubbish", "a.b.c", "eyJfdXNlcl9pZCI6IjEifQ.x.y", "\xff" * 40]
)
def test_a_rubbish_cookie_is_a_strangers(client: AuditingClient, value: str) -> None:
    client.set_cookie("tillid", value)
    client.set_cookie("remember_token", value)
    client.set_cookie("tillid-device", value)
    assert client.get("/account").status_code == 302
    assert client.get("/sign-in").status_code == 200


def test_a_cookie_from_yesterday_leads_to_sign_in(
    sign_in: Callable[[User], AuditingClient], person: User
) -> None:
    client = sign_in(person)
    person.fs_uniquifier = "changed since"
    assert client.get("/account").location.startswith("/sign-in")


def test_a_removed_role_ends_with_the_next_request(
    sign_in: Callable[[User], AuditingClient], app: Flask
) -> None:
    membership = MembershipFactory(role=Role.OWNER)
    address = f"/o/{membership.organisation.slug}/people"
    client = sign_in(membership.user)
    assert client.get(address).status_code == 200
    db.session.delete(db.session.scalars(select(Membership)).one())
    assert client.get(address).status_code == 404


def test_only_failures_are_counted_and_the_wait_is_said(
    client: AuditingClient, person: User
) -> None:
    for _ in range(7):
        assert attempt(client, "anna@example.org", PASSWORD).status_code == 302
        client.post("/sign-out")
    client.delete_cookie("tillid-device")
    statuses = [attempt(client, "anna@example.org", WRONG).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    refused = attempt(client, "anna@example.org", PASSWORD)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert attempt(client, "berta@example.org", WRONG).status_code == 200


def test_tries_count_together_however_the_address_is_spelled(
    client: AuditingClient, person: User
) -> None:
    spellings = ["anna", "an\u200bna", "\u2060anna", " ANNA", "anna\u00ad", "a\u200dn\u200dna"]
    answers = [attempt(client, f"{one}@example.org", WRONG).status_code for one in spellings]
    assert answers == [200] * 5 + [429]


def test_nobody_is_shut_out_by_anothers_guesses(
    app: Flask, client: AuditingClient, person: User
) -> None:
    attempt(client, "anna@example.org", PASSWORD)
    client.post("/sign-out")
    stranger = app.test_client()
    while attempt(stranger, "anna@example.org", WRONG).status_code != 429:
        pass
    assert attempt(client, "anna@example.org", PASSWORD).status_code == 302


def test_one_address_cannot_try_many_accounts(client: AuditingClient) -> None:
    most = int(limits.PER_ADDRESS.split()[0])
    statuses = [attempt(client, f"a{n}@example.org", WRONG).status_code for n in range(most + 1)]
    assert statuses == [200] * most + [429]


def test_twenty_at_once_all_get_in_a_few_at_a_time(
    app: Flask, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.session.commit()
    at_work, counting = Counter[str](), Lock()
    check = UserMixin.verify_and_update_password

    def counted(self: User, password: str) -> bool:
        with counting:
            at_work["now"] += 1
            at_work["most"] = max(at_work["most"], at_work["now"])
        try:
            Event().wait(0.02)  # long enough for others to come in, were they let
            return bool(check(self, password))
        finally:
            with counting:
                at_work["now"] -= 1

    monkeypatch.setattr(User, "verify_and_update_password", counted)

    def one(_: int) -> int:
        client = FlaskClient(app, app.response_class)
        page = client.get("/sign-in").text
        token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', page)[1]
        data = {"email": "anna@example.org", "password": PASSWORD, "csrf_token": token}
        return client.post("/sign-in", data=data).status_code

    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(one, range(20))) == [302] * 20
    assert 0 < at_work["most"] <= 4
