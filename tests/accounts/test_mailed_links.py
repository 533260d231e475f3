"""Links by mail: to sign in, to choose a new password, to use another address."""

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_mailman import EmailMessage
from sqlalchemy import select

from accounts import operations, passwords
from accounts.models import OneTimeLink, User, WelcomeLink
from core.db import db
from core.models import Job
from tests.client import AuditingClient
from tests.factories.accounts import UserFactory
from tests.queries import count_queries

PASSWORD = "lyng klit strand sol"
OTHER = "bjerg skov hav sne is"
ASKS = ["/forgotten-password", "/sign-in/link"]
Sent = Callable[[], list[EmailMessage]]
SignIn = Callable[[User], AuditingClient]


@pytest.fixture
def person(app: Flask) -> User:
    return UserFactory(
        email="anna@example.org", name="Anna Holm", password=passwords.hashed(PASSWORD)
    )


def link_in(mail: EmailMessage) -> str:
    return urlsplit(re.search(r"https?://\S+", mail.body)[0]).path


def ask(client: AuditingClient, path: str, email: str = "anna@example.org", **more: str):
    return client.post(path, data={"email": email, **more})


def is_in(client: AuditingClient) -> bool:
    return client.get("/account").status_code == 200


def signs_in(app: Flask, password: str) -> bool:
    data = {"email": "anna@example.org", "password": password}
    return app.test_client().post("/sign-in", data=data).status_code == 302


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


def test_an_address_is_changed_by_a_link_to_the_new_one(
    client: AuditingClient, person: User, sent: Sent, sign_in: SignIn
) -> None:
    here = sign_in(person)
    assert "anna@example.org" in here.get("/account/email").text
    asked = here.post("/account/email", data={"email": "Anna.Holm@Example.com"})
    assert asked.location == "/account"
    assert person.email == "anna@example.org"
    to_new, to_old = sent()
    assert (to_new.to, to_old.to) == (["anna.holm@example.com"], ["anna@example.org"])
    assert "anna.holm@example.com" in to_old.body
    link = link_in(to_new)
    assert "/account/email/" not in to_old.body, "the old address cannot confirm"
    assert client.get(link).status_code == 302, "only who asked can confirm"
    assert here.get(link).status_code == 200
    assert person.email == "anna@example.org", "looking changes nothing"
    assert here.post(link).location == "/account"
    assert person.email == "anna.holm@example.com"
    assert [mail.to for mail in sent()[2:]] == [["anna@example.org"], ["anna.holm@example.com"]]
    assert is_in(here)
    assert here.post(link).status_code == 410


def test_another_persons_link_changes_nothing(person: User, sent: Sent, sign_in: SignIn) -> None:
    sign_in(person).post("/account/email", data={"email": "anna.holm@example.com"})
    stranger = UserFactory()
    assert sign_in(stranger).post(link_in(sent()[0])).status_code == 410
    assert stranger.email != "anna.holm@example.com"


def test_an_address_somebody_has_is_answered_alike_and_not_mailed(
    person: User, sent: Sent, sign_in: SignIn
) -> None:
    UserFactory(email="taken@example.org")
    here = sign_in(person)
    pages = []
    for email in ("taken@example.org", "fresh@example.org"):
        assert here.post("/account/email", data={"email": email}).location == "/account"
        text = here.get("/account").text.replace(email, "X")
        pages.append([line for line in text.splitlines() if "csrf_token" not in line])
    assert pages[0] == pages[1]
    assert sorted(mail.to[0] for mail in sent()) == ["anna@example.org", "fresh@example.org"]


def test_an_address_taken_in_the_meantime_stays_with_its_owner(
    person: User, sent: Sent, sign_in: SignIn
) -> None:
    here = sign_in(person)
    here.post("/account/email", data={"email": "new@example.org"})
    link = link_in(sent()[0])
    UserFactory(email="new@example.org")
    assert here.post(link).status_code == 410
    assert person.email == "anna@example.org"


def test_links_to_the_old_address_die_with_it(
    app: Flask, client: AuditingClient, person: User, sent: Sent, sign_in: SignIn
) -> None:
    here = sign_in(person)
    here.post("/account/email", data={"email": "new@example.org"})
    confirm = link_in(sent()[0])
    ask(client, "/forgotten-password")
    to_reset = link_in(sent()[-1])
    here.post(confirm)
    assert client.get(to_reset).status_code == 410


def test_few_addresses_can_be_tried(person: User, sign_in: SignIn) -> None:
    here = sign_in(person)
    tried = [here.post("/account/email", data={"email": f"a{n}@example.org"}) for n in range(4)]
    assert [answer.status_code for answer in tried] == [302, 302, 302, 429]
