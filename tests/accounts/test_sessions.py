"""Where somebody is signed in: the cookie, its row, how it ends, and the list of devices."""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from accounts import devices, jobs, passwords, sessions, sightings
from accounts.enums import Role
from accounts.models import User, UserSession
from core.db import db, utcnow
from core.settings import Environment, Settings
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.queries import count_queries

PASSWORD = "lyng klit strand sol"
OTHER = "bjerg skov hav sne is"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 "
    "Version/19.0 Mobile/15E148 Safari/604.1"
)
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36"
SignIn = Callable[[User], AuditingClient]


@pytest.fixture
def person(app: Flask) -> User:
    return UserFactory(
        email="anna@example.org", name="Anna", locale="en", password=passwords.hashed(PASSWORD)
    )


@pytest.fixture
def sign_in_as(app: Flask) -> Callable[..., AuditingClient]:
    """Sign in by the form, with a browser of one's own."""

    def signed_in(agent: str = LAPTOP) -> AuditingClient:
        client = app.test_client()
        client.environ_base["HTTP_USER_AGENT"] = agent
        data = {"email": "anna@example.org", "password": PASSWORD}
        assert client.post("/sign-in", data=data).status_code == 302
        return client

    return signed_in


def cookie_of(client: AuditingClient) -> str:
    return client.get_cookie("tillid").value


def with_cookie(app: Flask, value: str) -> AuditingClient:
    client = app.test_client()
    client.set_cookie("tillid", value)
    return client


def is_in(client: AuditingClient) -> bool:
    return client.get("/account").status_code == 200


def rows() -> list[UserSession]:
    return list(db.session.scalars(select(UserSession).order_by(UserSession.created_at)))


def test_a_copied_cookie_is_dead_after_signing_out(
    app: Flask, person: User, sign_in_as: Callable[..., AuditingClient]
) -> None:
    client = sign_in_as()
    thief = with_cookie(app, cookie_of(client))
    assert is_in(thief)
    client.post("/sign-out")
    assert not is_in(client)
    assert not is_in(thief)
    assert rows() == []


def test_signing_in_gives_a_new_key_and_ends_the_one_before(
    app: Flask, person: User, sign_in_as: Callable[..., AuditingClient]
) -> None:
    client = sign_in_as()
    thief = with_cookie(app, cookie_of(client))
    client.post("/sign-out")
    client.post("/sign-in", data={"email": "anna@example.org", "password": PASSWORD})
    assert is_in(client)
    assert not is_in(thief)


def test_showing_again_who_one_is_gives_a_new_key(
    app: Flask, person: User, sign_in: SignIn
) -> None:
    client = sign_in(person)
    with client.session_transaction() as session:
        session["fs_paa"] = time.time() - 16 * 60
    thief = with_cookie(app, cookie_of(client))
    asked = client.get("/account/email")
    assert asked.location.startswith("/account/confirmation?next=")
    assert client.post(asked.location, data={"password": OTHER}).status_code == 200
    done = client.post(asked.location, data={"password": PASSWORD})
    assert done.location == "/account/email"
    assert client.get("/account/email").status_code == 200
    assert is_in(client)
    assert not is_in(thief)


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "javascript:alert(1)"]
)
def test_showing_who_one_is_leads_to_pages_of_this_site_only(
    person: User, sign_in: SignIn, wanted: str
) -> None:
    client = sign_in(person)
    answer = client.post(
        "/account/confirmation", query_string={"next": wanted}, data={"password": PASSWORD}
    )
    assert answer.location in ("/", "/account")


def test_guesses_at_ones_own_password_are_few(person: User, sign_in: SignIn) -> None:
    client = sign_in(person)
    page = "/account/confirmation"
    assert [client.post(page, data={"password": "x"}).status_code for _ in range(6)][-1] == 429
    wrong = {"password": OTHER, "new_password": "lyng klit hav is"}
    page = "/account/password"
    assert [client.post(page, data=wrong).status_code for _ in range(6)][-1] == 429


@pytest.mark.parametrize("path", ["/account/email"])
def test_what_decides_who_gets_in_asks_again_after_a_quarter_of_an_hour(
    person: User, sign_in: SignIn, path: str
) -> None:
    client = sign_in(person)
    assert client.get(path).status_code == 200
    with client.session_transaction() as session:
        session["fs_paa"] = time.time() - 16 * 60
    refused = client.post(path, data={"email": "new@example.org"})
    assert refused.location.startswith("/account/confirmation")


def test_somebody_without_a_password_chooses_one_only_shortly_after_signing_in(
    app: Flask, sign_in: SignIn
) -> None:
    client = sign_in(UserFactory(email="ny@example.org", locale="en"))
    page = client.get("/account/password")
    assert page.status_code == 200
    assert "Your password now" not in page.text
    with client.session_transaction() as session:
        session["fs_paa"] = time.time() - 16 * 60
    asked = client.get("/account/password")
    assert asked.location.startswith("/account/confirmation")
    assert "Mail me a link" in client.get(asked.location).text


def test_a_session_ends_when_nothing_was_asked_for_two_weeks(
    app: Flask, person: User, sign_in_as: Callable[..., AuditingClient]
) -> None:
    client = sign_in_as()
    with time_machine.travel(utcnow() + timedelta(days=13, hours=23)):
        assert is_in(client)
    with time_machine.travel(utcnow() + timedelta(days=14, minutes=1)):
        assert not is_in(client)


def test_a_session_ends_after_ninety_days_however_much_it_is_used(
    app: Flask, person: User, sign_in_as: Callable[..., AuditingClient]
) -> None:
    client = sign_in_as()
    for day in range(10, 90, 10):
        with time_machine.travel(utcnow() + timedelta(days=day)):
            assert is_in(client)
            jobs.note_sightings()
    with time_machine.travel(utcnow() + timedelta(days=89, hours=23)):
        assert is_in(client)
    with time_machine.travel(utcnow() + timedelta(days=90, minutes=1)):
        assert not is_in(client)


def test_the_timeouts_are_settings() -> None:
    settings = Settings()
    assert (settings.session_idle_hours, settings.session_hours) == (14 * 24, 90 * 24)


def test_reading_a_page_notes_that_the_session_is_used_without_writing(
    app: Flask, person: User, sign_in_as: Callable[..., AuditingClient]
) -> None:
    client = sign_in_as()
    jobs.note_sightings()
    before = rows()[0].last_seen_at
    later = utcnow() + timedelta(minutes=11)
    with time_machine.travel(later):
        is_in(client)  # the client refuses a GET that writes
        assert rows()[0].last_seen_at == before
        jobs.note_sightings()
    db.session.expire_all()
    assert abs(rows()[0].last_seen_at - later) < timedelta(seconds=5)


def test_a_session_in_use_is_noted_every_ten_minutes_only(
    app: Flask, settings: Settings, person: User, sign_in_as: Callable[..., AuditingClient]
) -> None:
    client = sign_in_as()
    for _ in range(3):
        is_in(client)
    assert not list((settings.data / "sightings").glob("*.txt"))


def test_odd_lines_among_sightings_are_skipped(app: Flask, settings: Settings) -> None:
    folder = settings.data / "sightings"
    folder.mkdir(exist_ok=True)
    (folder / f"{settings.node}.txt").write_text("rubbish\nsession x 1\nsession\n\x00\n" + "9" * 99)
    jobs.note_sightings()
    assert list(folder.iterdir()) == []


def test_a_full_disk_keeps_nobody_out(
    app: Flask,
    settings: Settings,
    person: User,
    sign_in_as: Callable[..., AuditingClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = sign_in_as()
    monkeypatch.setattr(sightings, "_file", lambda: Path("/dev/full/nothing.txt"))
    with time_machine.travel(utcnow() + timedelta(hours=1)):
        assert is_in(client)


def test_old_sessions_are_forgotten(app: Flask, person: User, sign_in: SignIn) -> None:
    sign_in(person)
    sign_in(person)
    rows()[0].expires_at = utcnow() - timedelta(seconds=1)
    sessions.forget_old(utcnow())
    assert len(rows()) == 1


def test_one_person_keeps_no_more_sessions_than_they_could_look_through(
    app: Flask, person: User
) -> None:
    for _ in range(sessions.MOST + 5):
        sessions.begin(person, user_agent="")
    assert len(rows()) == sessions.MOST


def test_the_account_lists_devices_in_plain_words(
    person: User, sign_in_as: Callable[..., AuditingClient]
) -> None:
    sign_in_as(LAPTOP)
    phone = sign_in_as(PHONE)
    page = re.sub(r"\s+", " ", phone.get("/account").text)
    assert "This phone" in page
    assert "Safari on iPhone, since" in page
    assert "Chrome on Windows" in page
    assert "127.0.0.1" not in page
    assert page.index("This phone") < page.index("Chrome on Windows")


def test_no_address_of_a_device_is_kept(
    app: Flask, person: User, sign_in_as: Callable[..., AuditingClient]
) -> None:
    client = sign_in_as()
    assert "127.0.0.1" not in str(vars(rows()[0]))
    with client.session_transaction() as session:
        assert "_id" not in session, "a digest of the address"


def test_devices_are_listed_with_the_same_number_of_queries(
    person: User, sign_in_as: Callable[..., AuditingClient]
) -> None:
    client = sign_in_as()
    with count_queries() as one:
        client.get("/account")
    for _ in range(2):
        sign_in_as(PHONE)
    with count_queries() as three:
        client.get("/account")
    assert len(one) == len(three), three


def test_a_page_asks_once_for_the_person_and_the_session(
    person: User, sign_in_as: Callable[..., AuditingClient]
) -> None:
    client = sign_in_as()
    with count_queries() as statements:
        client.get("/account/email")
    assert len([s for s in statements if "user_account" in s or "user_session" in s]) == 1


def test_strangers_cost_no_query_and_no_row(client: AuditingClient) -> None:
    client.post("/language", data={"language": "en"})
    with count_queries() as statements:
        assert client.get("/sign-in").status_code == 200
        assert client.get("/").status_code == 200
    assert statements == []
    assert rows() == []


def test_one_device_is_signed_out_from_another(
    person: User, sign_in_as: Callable[..., AuditingClient]
) -> None:
    lost, here = sign_in_as(PHONE), sign_in_as()
    address = f"/account/sessions/{rows()[0].id}"
    assert here.post(address, csrf=False).status_code == 400
    assert here.post(address).location == "/account#devices"
    assert not is_in(lost)
    assert is_in(here)
    assert here.post(address).status_code == 404


def test_all_others_are_signed_out_at_once(
    person: User, sign_in_as: Callable[..., AuditingClient], sign_in: SignIn
) -> None:
    others = [sign_in_as(PHONE), sign_in_as()]
    stranger, here = sign_in(UserFactory()), sign_in_as()
    assert here.post("/account/sessions").status_code == 302
    assert [is_in(client) for client in (*others, here, stranger)] == [False, False, True, True]


def test_nobody_ends_anothers_session(person: User, sign_in: SignIn) -> None:
    theirs = sign_in(person)
    address = f"/account/sessions/{rows()[0].id}"
    assert sign_in(UserFactory()).post(address).status_code == 404
    assert is_in(theirs)


def test_a_closed_account_is_out_with_the_next_request(person: User, sign_in: SignIn) -> None:
    client = sign_in(person)
    assert is_in(client)
    person.active = False
    assert not is_in(client)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_taken_away_ends_with_the_next_request(
    app: Flask, sign_in: SignIn, role: Role
) -> None:
    membership = MembershipFactory(role=role, user__second_step_since=utcnow())
    address = f"/o/{membership.organisation.slug}"
    client = sign_in(membership.user)
    assert client.get(address, follow_redirects=True).status_code == 200
    db.session.delete(db.session.merge(membership))
    assert client.get(address).status_code == 404


def test_the_cookie_in_production_is_bound_to_this_host(
    make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    app = make_app(
        environment=Environment.PRODUCTION,
        base_url="https://tillid.example.dk",
        secret_key="s" * 40,
    )
    app.test_client_class = FlaskClient
    cookies = app.test_client().get("/sign-in", base_url="https://tillid.example.dk").headers
    [cookie] = [c for c in cookies.getlist("Set-Cookie") if c.startswith("__Host-tillid=")]
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_the_cookie_stays_small_whatever_one_does(
    person: User, sign_in_as: Callable[..., AuditingClient]
) -> None:
    client = sign_in_as(LAPTOP * 20)
    for number in range(12):
        client.post("/account", data={"name": f"{'Å' * 119}{number % 10}", "locale": "da"})
        client.post("/language", data={"language": "en"})
    assert len(cookie_of(client)) < 4096 - 200
    assert is_in(client)


@pytest.mark.parametrize(
    ("agent", "named"),
    [
        (PHONE, devices.Device("Safari", "iPhone")),
        (LAPTOP, devices.Device("Chrome", "Windows")),
        (LAPTOP + " Edg/142.0", devices.Device("Edge", "Windows")),
        (PHONE + " Instagram 400.0", devices.Device("Instagram", "iPhone")),
        ("Mozilla/5.0 (X11; Linux; rv:145) Firefox/145.0", devices.Device("Firefox", "Linux")),
        ("Mozilla/5.0 (Linux; Android 15; SM-S921B) SamsungBrowser/28 Chrome/130 Safari",
         devices.Device("Samsung Internet", "Android")),
        ("curl/8", devices.Device("", "")),
        ("", devices.Device("", "")),
    ],
)  # fmt: skip
def test_a_device_is_named_by_its_browser_and_system(agent: str, named: devices.Device) -> None:
    assert devices.named(agent) == named
