"""People see their devices in plain words, and sign them out."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from accounts import devices
from accounts.models import User
from tests.accounts.sessions.acts import LAPTOP, SignIn, is_in, rows
from tests.client import AuditingClient
from tests.factories.accounts import UserFactory
from tests.queries import count_queries

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 "
    "Version/19.0 Mobile/15E148 Safari/604.1"
)


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
