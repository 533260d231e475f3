"""Passkeys in a real browser, kept by an authenticator that is simulated over CDP."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select, update
from time_machine import travel

from accounts.factors.models import Passkey
from core.db import db, utcnow
from tests.accounts.factors.passkeys.conftest import ADD, Device, Person, Site
from tests.client import AuditingClient


@pytest.mark.browser
def test_a_passkey_signs_in_without_a_name_or_a_password(
    with_passkey: Device, anna: Person
) -> None:
    device = with_passkey
    device.open("/sign-in?next=/account/second-step")
    device.press_passkey()
    device.page.wait_for_url(device.site.address + "/account/second-step")
    assert "Anna's phone" in device.page.inner_text("main")
    with device.site.app.app_context():
        passkey = db.session.scalars(select(Passkey).where(Passkey.user_id == anna.id)).one()
        assert passkey.last_used_at is not None
        assert passkey.transports == ["internal"]


@pytest.mark.browser
def test_a_passkey_is_the_second_step_after_a_password(with_passkey: Device, anna: Person) -> None:
    device = with_passkey
    device.type_password(anna.email)
    device.page.wait_for_url("**/sign-in/second-step")
    device.press_passkey()
    device.page.wait_for_url("**/account")
    assert device.path() == "/account"


@pytest.mark.browser
def test_somebody_elses_passkey_is_no_second_step(
    with_passkey: Device, person: Callable[..., Person]
) -> None:
    berta = person(has_app=True)
    device = with_passkey
    device.type_password(berta.email)
    device.page.wait_for_url("**/sign-in/second-step")
    assert device.page.locator("form[data-passkey]").count() == 0
    # Nor when the browser is made to offer it.
    device.page.evaluate(
        """async () => {
        const token = document.querySelector('[name=csrf_token]').value;
        const form = document.createElement('form');
        form.method = 'post'; form.action = '/sign-in/passkey';
        form.dataset.passkey = 'use'; form.dataset.options = '/sign-in/passkey/options?second=1';
        form.dataset.refused = 'refused';
        form.innerHTML = `<input name="csrf_token" value="${token}"><input name="credential">
          <input name="next"><p role="alert"></p><button>x</button>`;
        document.querySelector('main').append(form);
        (await import('/static/js/passkey.js')).start(form);
        form.requestSubmit();
        }"""
    )
    device.is_refused()
    device.open("/account")
    assert device.path() == "/sign-in"


@pytest.mark.browser
def test_a_device_that_does_not_know_its_holder_is_refused(with_passkey: Device) -> None:
    with_passkey.set_verified(False)
    with_passkey.open("/sign-in")
    with_passkey.press_passkey()
    with_passkey.page.wait_for_selector("form[data-passkey] [role=alert]:not([hidden])")
    with_passkey.open("/account")
    assert with_passkey.path() == "/sign-in"


@pytest.mark.browser
def test_an_answer_counts_once_even_with_the_cookies_of_its_time(with_passkey: Device) -> None:
    device = with_passkey
    device.open("/sign-in")
    with device.page.expect_request(device.site.address + "/sign-in/passkey") as sent:
        device.press_passkey()
    device.page.wait_for_url("**/account")
    body, headers = sent.value.post_data or "", sent.value.all_headers()
    cookies = [pair.split("=", 1) for pair in headers["cookie"].split("; ")]
    assert replay(device.site.app, body, cookies) == "/sign-in"
    with device.site.app.app_context():  # were its use forgotten, the answer would be a good one
        db.session.execute(update(Passkey).values(last_used_at=None, sign_count=0))
        db.session.commit()
    assert replay(device.site.app, body, cookies) == "/"


def replay(app: Flask, body: str, cookies: list[list[str]]) -> str:
    with app.app_context():
        thief = app.test_client()
        for name, value in cookies:
            thief.set_cookie(name, value, domain="localhost")
        kind = "application/x-www-form-urlencoded"
        return str(thief.post("/sign-in/passkey", data=body, content_type=kind).location)


@pytest.mark.browser
def test_a_passkey_shows_again_who_one_is(with_passkey: Device, site: Site) -> None:
    device = with_passkey
    device.open("/sign-in")
    device.press_passkey()
    device.page.wait_for_url("**/account")
    with travel(utcnow() + site.app.config["SECURITY_FRESHNESS"] + timedelta(minutes=1)):
        device.open("/account/second-step/app")
        assert device.path() == "/account/confirmation"
        device.press_passkey()
        device.page.wait_for_url(device.site.address + "/account/second-step/app")
        expect(device.page.locator("[name=sealed]")).to_have_count(1)


@pytest.mark.browser
def test_a_removed_passkey_opens_nothing(with_passkey: Device) -> None:
    device = with_passkey
    device.open("/sign-in")
    device.press_passkey()
    device.page.wait_for_url("**/account")
    device.open("/account/second-step")
    device.page.get_by_role("button", name="Remove Anna's phone").click()
    with device.page.expect_navigation():
        device.page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    assert "Your password alone opens nothing" not in device.page.inner_text("main")
    device.sign_out()
    device.open("/sign-in")
    device.press_passkey()
    device.is_refused()
    assert device.path() == "/sign-in"


@pytest.mark.browser
def test_a_device_is_not_registered_twice_and_names_differ(
    device: Device, anna: Person, new_device: Callable[..., Device]
) -> None:
    device.type_password(anna.email)
    device.page.wait_for_url("**/account")
    device.add_passkey("Phone")
    device.open(ADD)
    device.page.fill("#name", "Another")
    device.page.click("form[data-passkey] button")
    device.page.wait_for_selector("form[data-passkey] [role=alert]:not([hidden])")
    device.cdp.send("WebAuthn.clearCredentials", {"authenticatorId": device.authenticator})
    device.page.fill("#name", "phone")
    device.page.click("form[data-passkey] button")
    device.page.wait_for_selector(".field__error:visible")
    assert "Choose another" in device.page.inner_text("main")


@pytest.mark.browser
def test_without_script_the_page_says_what_to_do(
    device: Device, anna: Person, new_device: Callable[..., Device]
) -> None:
    plain = new_device(has_script=False)
    plain.type_password(anna.email)
    plain.open(ADD)
    assert "need JavaScript" in plain.page.inner_text("main")
    assert not plain.page.is_visible("form[data-passkey]")
    assert plain.page.get_by_role("link", name="Set up an app").is_visible()
    plain.sign_out()
    plain.open("/sign-in")
    assert not plain.page.is_visible("form[data-passkey]")


@pytest.mark.parametrize(
    "answer",
    ["", "x", "{}", "[]", "null", '{"id":1}', '{"id":"a","rawId":"a","response":{}}', "9" * 30_000],
)
def test_what_is_no_passkey_signs_nobody_in(
    client: AuditingClient, app: Flask, answer: str
) -> None:
    assert client.post("/sign-in/passkey/options").status_code == 200
    assert client.post("/sign-in/passkey", data={"credential": answer}).location == "/sign-in"
    assert client.get("/account").status_code == 302


def test_without_a_question_no_answer_is_read(client: AuditingClient, app: Flask) -> None:
    assert client.post("/sign-in/passkey", data={"credential": "{}"}).location == "/sign-in"


def test_at_an_address_of_digits_passkeys_are_not_offered(
    client: AuditingClient, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "base_url", "http://127.0.0.1:8000")
    assert "data-passkey" not in client.get("/sign-in?next=/").text
