"""A browser on a device that keeps passkeys, before the product at an address with a name."""

import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from accounts import passwords
from core.db import db
from tests.accounts.factors.conftest import PASSWORD, guard
from tests.browsing import served, wait_until_ready
from tests.factories.accounts import UserFactory
from tests.services import PATIENCE, free_port

ADD = "/account/second-step/passkeys/new"
REFUSED = "That passkey could not be read. Try again, or use another way to sign in."
KEY_IN_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class Site:
    app: Flask
    address: str


@pytest.fixture(scope="module")
def site(make_app: Callable[..., Flask]) -> Iterator[Site]:
    """The product at an address with a name: browsers allow passkeys nowhere else."""
    port = free_port()
    address = f"http://localhost:{port}"
    app = make_app(base_url=address)
    with app.app_context():
        db.create_all()
    with served(app, port):
        yield Site(app, address)


@dataclass
class Device:
    """A browser and the authenticator of the device it runs on."""

    site: Site
    context: BrowserContext
    page: Page
    cdp: CDPSession
    authenticator: str
    has_script: bool = True

    def open(self, path: str) -> None:
        self.page.goto(self.site.address + path)
        self.settle()

    def settle(self) -> None:
        if self.has_script:
            wait_until_ready(self.page)

    def path(self) -> str:
        return urlsplit(self.page.url).path

    def type_password(self, email: str) -> None:
        self.open("/sign-in")
        self.page.fill("#email", email)
        self.page.fill("#password", PASSWORD)
        with self.page.expect_navigation():
            self.page.click("main form:has(#password) button[type=submit]")

    def add_passkey(self, name: str) -> None:
        self.open(ADD)
        self.page.fill("#name", name)
        self.page.click("form[data-passkey] button")
        self.page.wait_for_url("**/recovery-codes*")

    def sign_out(self) -> None:
        self.context.clear_cookies()

    def press_passkey(self) -> None:
        self.settle()
        self.page.click("form[data-passkey] button")

    def is_refused(self) -> None:
        """Wait until the server has answered what the device sent it, and no good."""
        expect(self.page.locator("main, .flashes").get_by_text(REFUSED).first).to_be_visible()

    def set_verified(self, is_verified: bool) -> None:
        self.cdp.send(
            "WebAuthn.setUserVerified",
            {"authenticatorId": self.authenticator, "isUserVerified": is_verified},
        )


@pytest.fixture
def new_device(site: Site, browser: Browser) -> Iterator[Callable[..., Device]]:
    made: list[BrowserContext] = []

    def make(*, has_script: bool = True) -> Device:
        context = browser.new_context(locale="en-GB", java_script_enabled=has_script)
        made.append(context)
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        cdp = context.new_cdp_session(page)
        cdp.send("WebAuthn.enable")
        added = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": KEY_IN_PHONE})
        return Device(site, context, page, cdp, added["authenticatorId"], has_script)

    yield make
    for context in made:
        context.close()


@pytest.fixture
def device(new_device: Callable[..., Device]) -> Device:
    return new_device()


@dataclass
class Person:
    """Somebody with an account; nothing that would hold on to the database."""

    id: uuid.UUID
    email: str


@pytest.fixture
def person(site: Site) -> Callable[..., Person]:
    def make(*, has_app: bool = False) -> Person:
        with site.app.app_context():
            email = f"person{time.monotonic_ns()}@example.org"
            user = UserFactory(email=email, locale="en", password=passwords.hashed(PASSWORD))
            db.session.flush()
            made = Person(user.id, email)
            if has_app:
                guard(user)
            db.session.commit()
            db.session.remove()
        return made

    return make


@pytest.fixture
def anna(person: Callable[..., Person]) -> Person:
    return person()


@pytest.fixture
def with_passkey(device: Device, anna: Person) -> Device:
    """Anna's device, with a passkey, signed out."""
    device.type_password(anna.email)
    device.page.wait_for_url("**/account")
    device.add_passkey("Anna's phone")
    device.sign_out()
    return device
