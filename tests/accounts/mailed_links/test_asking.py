"""Whoever asks for a link learns nothing, and no link leaks."""

import re
import time

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from accounts.models import OneTimeLink, User
from core.db import db
from core.models import Job
from tests.accounts.mailed_links.acts import ASKS, OTHER, Sent, ask, is_in, link_in
from tests.client import AuditingClient
from tests.queries import count_queries


@pytest.mark.parametrize("path", ASKS)
def test_known_and_unknown_addresses_are_answered_alike(
    client: AuditingClient, person: User, sent: Sent, path: str
) -> None:
    pages = []
    for email in ("Anna@Example.org", "berta@example.org"):
        answer = ask(client, path, email)
        shown = client.get(answer.location).text
        assert email in shown
        lines = [line for line in shown.splitlines() if "csrf_token" not in line]
        pages.append((answer.status_code, "\n".join(lines).replace(email, "X")))
    assert pages[0] == pages[1]
    assert [mail.to for mail in sent()] == [["anna@example.org"]]


@pytest.mark.parametrize("path", ASKS)
def test_asking_does_the_same_work_for_known_and_unknown_addresses(
    client: AuditingClient, person: User, path: str
) -> None:
    """Nothing is looked up while the page answers, so its time cannot tell either."""
    work = []
    for email in ("anna@example.org", "berta@example.org"):
        with count_queries() as statements:
            ask(client, path, email)
        work.append(statements)
    assert work[0] == work[1]
    assert not any("user_account" in statement for statement in work[0])


@pytest.mark.parametrize("path", ASKS)
def test_an_address_somebody_typed_is_not_kept(
    client: AuditingClient, sent: Sent, path: str
) -> None:
    ask(client, path, "berta@example.org")
    assert sent() == []
    assert "berta" not in str([job.arguments for job in db.session.scalars(select(Job))])


@pytest.mark.parametrize("path", ASKS)
def test_one_address_gets_few_mails(client: AuditingClient, person: User, path: str) -> None:
    assert [ask(client, path).status_code for _ in range(4)] == [302, 302, 302, 429]


@pytest.mark.parametrize("path", ASKS)
@pytest.mark.parametrize("email", ["", "anna", "a\x00b", "x" * 300 + "@example.org"])
def test_what_is_no_address_gets_the_form_back(
    client: AuditingClient, person: User, sent: Sent, path: str, email: str
) -> None:
    assert ask(client, path, email).status_code == 200
    assert sent() == []


@pytest.mark.parametrize("path", ASKS)
def test_a_closed_account_gets_no_mail(
    client: AuditingClient, person: User, sent: Sent, path: str
) -> None:
    person.active = False
    ask(client, path)
    assert sent() == []


@pytest.mark.parametrize("path", ASKS)
def test_a_forged_host_never_reaches_a_mail(
    app: Flask,
    client: AuditingClient,
    person: User,
    sent: Sent,
    path: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)  # no cookie goes to the forged host
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    client.post(path, data={"email": "anna@example.org"}, headers=forged)
    [mail] = sent()
    assert "evil" not in mail.body
    assert "http://localhost/" in mail.body


@pytest.mark.parametrize(("path", "minutes"), [("/forgotten-password", 60), ("/sign-in/link", 10)])
def test_a_link_is_dead_when_its_time_is_up(
    client: AuditingClient, person: User, sent: Sent, path: str, minutes: int
) -> None:
    ask(client, path)
    link = link_in(sent()[0])
    with time_machine.travel(time.time() + (minutes - 1) * 60):
        assert client.get(link).status_code == 200
    with time_machine.travel(time.time() + (minutes + 1) * 60):
        assert client.get(link).status_code == 410
        assert client.post(link, data={"password": OTHER}).status_code == 410
    assert not is_in(client)


@pytest.mark.parametrize("path", ASKS)
def test_a_new_link_ends_the_old_one(
    client: AuditingClient, person: User, sent: Sent, path: str
) -> None:
    for _ in range(2):
        ask(client, path)
        links = [link_in(mail) for mail in sent()]
    assert [client.get(link).status_code for link in links] == [410, 200]


def test_a_link_serves_its_own_purpose_only(
    client: AuditingClient, person: User, sent: Sent
) -> None:
    for path in ASKS:
        ask(client, path)
    to_reset, to_sign_in = (link_in(mail).rsplit("/", 1)[1] for mail in sent())
    assert client.post(f"/sign-in/link/{to_reset}").status_code == 410
    changed = client.post(f"/forgotten-password/{to_sign_in}", data={"password": OTHER})
    assert changed.status_code == 410
    assert client.get(f"/welcome/{to_reset}").status_code == 410
    assert not is_in(client)


@pytest.mark.parametrize("path", ASKS)
@pytest.mark.parametrize("token", ["x", "a.b.c", "%F0%9F%90%8E", "a" * 3000])
def test_a_rubbish_link_says_where_the_next_one_is(
    client: AuditingClient, path: str, token: str
) -> None:
    page = client.get(f"{path}/{token}")
    assert page.status_code == client.post(f"{path}/{token}").status_code == 410
    assert f'href="{path}"' in page.text


@pytest.mark.parametrize("path", ASKS)
def test_only_a_hash_of_a_link_is_kept(
    client: AuditingClient, person: User, sent: Sent, path: str
) -> None:
    ask(client, path)
    token = link_in(sent()[0]).rsplit("/", 1)[1]
    assert len(token) * 6 >= 128
    kept = db.session.scalars(select(OneTimeLink)).one()
    assert token not in str(vars(kept))


@pytest.mark.parametrize("path", ASKS)
def test_a_page_behind_a_link_passes_it_on_to_nobody(
    client: AuditingClient, person: User, sent: Sent, path: str
) -> None:
    ask(client, path)
    page = client.get(link_in(sent()[0]))
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]
    assert set(re.findall(r'(?:src|href|action)="(\w+:)', page.text)) == set()
