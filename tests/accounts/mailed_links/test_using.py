"""A link serves once, to sign in or to choose a new password."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from accounts import operations
from accounts.models import User, WelcomeLink
from core.db import db
from tests.accounts.mailed_links.acts import (
    ASKS,
    OTHER,
    PASSWORD,
    Sent,
    SignIn,
    ask,
    is_in,
    link_in,
)
from tests.client import AuditingClient
from tests.factories.accounts import UserFactory


def signs_in(app: Flask, password: str) -> bool:
    data = {"email": "anna@example.org", "password": password}
    return app.test_client().post("/sign-in", data=data).status_code == 302


def test_a_mailed_link_signs_in_once(
    app: Flask, client: AuditingClient, person: User, sent: Sent
) -> None:
    ask(client, "/sign-in/link")
    [mail] = sent()
    link = link_in(mail)
    for _ in range(3):
        assert "anna@example.org" in client.get(link).text, "a program that looks changes nothing"
    assert not is_in(client)
    assert client.post(link, csrf=False).status_code == 400
    assert client.post(link).location == "/"
    assert is_in(client)
    assert app.test_client().post(link).status_code == 410
    assert db.session.get(User, person.id).last_sign_in_at is not None


def test_somebody_without_a_password_can_live_by_mailed_links(
    client: AuditingClient, app: Flask, sent: Sent
) -> None:
    UserFactory(email="anna@example.org")
    for _ in range(2):
        ask(client, "/sign-in/link")
        client.post(link_in(sent()[-1]))
        assert is_in(client)
        client.post("/sign-out")
        assert not is_in(client)


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [("/my/kits?page=2", "/my/kits?page=2"), ("//evil.example", "/"), ("https://evil.example", "/"),
     ("/\\evil.example", "/"), ("javascript:alert(1)", "/"), ("", "/")],
)  # fmt: skip
def test_a_mailed_link_leads_to_the_page_one_wanted_on_this_site(
    client: AuditingClient, person: User, sent: Sent, wanted: str, reached: str
) -> None:
    ask(client, "/sign-in/link", next=wanted)
    assert client.post(link_in(sent()[0])).location == reached


def test_the_page_one_wanted_is_carried_from_sign_in_to_the_link(
    client: AuditingClient, person: User
) -> None:
    page = client.get("/sign-in?next=/my/kits").text
    assert 'href="/sign-in/link?next=/my/kits"' in page
    assert 'value="/my/kits"' in client.get("/sign-in/link?next=/my/kits").text


def test_a_forgotten_password_is_replaced_once(
    app: Flask, client: AuditingClient, person: User, sent: Sent, sign_in: SignIn
) -> None:
    elsewhere = sign_in(person)
    assert is_in(elsewhere)
    ask(client, "/forgotten-password")
    [mail] = sent()
    assert mail.body.count("http://localhost/") == 1
    link = link_in(mail)
    assert client.get(link).status_code == client.get(link).status_code == 200
    assert client.post(link, data={"password": "kort"}).status_code == 200
    assert client.post(link, data={"password": "annaholm2026"}).status_code == 200
    assert client.post(link, data={"password": OTHER}).location == "/sign-in"
    assert not is_in(client), "a new password does not sign in by itself"
    assert not is_in(elsewhere), "other sessions end"
    assert client.post(link, data={"password": PASSWORD}).status_code == 410
    assert (signs_in(app, OTHER), signs_in(app, PASSWORD)) == (True, False)
    assert len(sent()) == 2, "the person is told"


def test_a_new_password_ends_every_other_link(
    client: AuditingClient, person: User, sent: Sent
) -> None:
    for path in ASKS:
        ask(client, path)
    to_reset, to_sign_in = map(link_in, sent())
    client.post(to_reset, data={"password": OTHER})
    assert client.post(to_sign_in).status_code == 410
    assert not is_in(client)


def test_a_new_password_ends_a_welcome_link(client: AuditingClient, app: Flask, sent: Sent) -> None:
    user = UserFactory(email="anna@example.org")
    token = operations.create_welcome_link(user)
    ask(client, "/forgotten-password")
    client.post(link_in(sent()[0]), data={"password": OTHER})
    assert client.get(f"/welcome/{token}").status_code == 410
    assert db.session.scalars(select(WelcomeLink.used_at)).one() is not None


@pytest.mark.parametrize("kind", ["reset", "sign_in", "welcome"])
def test_of_several_uses_at_the_same_moment_one_succeeds(
    app: Flask, client: AuditingClient, person: User, sent: Sent, kind: str
) -> None:
    if kind == "welcome":
        link = f"/welcome/{operations.create_welcome_link(UserFactory())}"
    else:
        ask(client, "/forgotten-password" if kind == "reset" else "/sign-in/link")
        link = link_in(sent()[0])
    db.session.commit()
    db.session.remove()
    ready = Barrier(6)

    def use(number: int) -> int:
        browser = FlaskClient(app, app.response_class)
        page = browser.get(link).text
        token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', page)[1]
        data = {"csrf_token": token, "name": "Anna", "password": f"{OTHER} {number}"}
        ready.wait()
        return browser.post(link, data=data).status_code

    with ThreadPoolExecutor(6) as pool:
        statuses = sorted(pool.map(use, range(6)))
    assert statuses == [302, 410, 410, 410, 410, 410]
