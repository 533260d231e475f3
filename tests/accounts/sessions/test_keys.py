"""A session has a key of its own, which ends when it should."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from accounts import jobs
from accounts.enums import Role
from accounts.models import User
from core.db import db, utcnow
from core.settings import Environment, Settings
from tests.accounts.sessions.acts import LAPTOP, PASSWORD, SignIn, is_in, rows
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, UnitFactory, UserFactory

OTHER = "bjerg skov hav sne is"


def cookie_of(client: AuditingClient) -> str:
    return client.get_cookie("tillid").value


def with_cookie(app: Flask, value: str) -> AuditingClient:
    client = app.test_client()
    client.set_cookie("tillid", value)
    return client


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


def test_a_new_role_and_another_second_step_give_a_new_key(
    app: Flask, person: User, sign_in: SignIn, sign_in_as: Callable[..., AuditingClient]
) -> None:
    offered = MembershipFactory(user=person, role=Role.READER, offered_to="Anna")
    elsewhere, client = sign_in_as(), sign_in(person)
    for path, data in (
        (f"/account/offers/{offered.organisation_id}", {}),
        ("/account/second-step/app/removal", {}),
    ):
        thief = with_cookie(app, cookie_of(client))
        assert is_in(thief)
        assert client.post(path, data=data).status_code == 302
        assert is_in(client)
        assert not is_in(thief)
        assert not is_in(elsewhere)


def test_a_role_that_an_owner_gives_ends_the_sessions_from_before(
    app: Flask, person: User, sign_in: SignIn, sign_in_as: Callable[..., AuditingClient]
) -> None:
    """Nobody gets more by a cookie that was copied while it opened less."""
    given = MembershipFactory(user=person, role=Role.READER)
    home, units = given.organisation, [UnitFactory(organisation=given.organisation)]
    owner, narrow = MembershipFactory(organisation=home, role=Role.OWNER), [str(units[0].id)]
    desk, page = sign_in(owner.user), f"/o/{home.slug}/people/{person.id}"

    def ended_by(**data: list[str]) -> bool:
        phone, laptop = sign_in_as(), sign_in_as()
        thief = with_cookie(app, cookie_of(laptop))
        assert desk.post(page, data=data).status_code == 302
        found = {is_in(one) for one in (phone, laptop, thief)}
        assert len(found) == 1, found
        return found == {False}

    assert not ended_by(roles=["reader"], units=narrow)
    assert ended_by(roles=["reader"], units=[])
    assert not ended_by(roles=["reader"])
    assert ended_by(roles=["reader", "organiser"])
    assert not ended_by(roles=["organiser"])  # what is taken away needs no new key

    copy = with_cookie(app, cookie_of(desk))
    own = f"/o/{home.slug}/people/{owner.user_id}"
    assert desk.post(own, data={"roles": ["owner", "leader"]}).status_code == 302
    assert is_in(desk)
    assert not is_in(copy)


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
