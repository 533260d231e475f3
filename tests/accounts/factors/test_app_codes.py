"""Codes from an app: set up, asked for at every way in, used once, and stopped after ten wrong."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

import pytest
from flask import Flask
from sqlalchemy import select, text

from accounts import session as accounts_session
from accounts.factors import codes, limits, operations, queries
from accounts.factors.key_ring import Key
from accounts.factors.models import SecondStep
from accounts.models import AuditEvent, User
from accounts.security import SETTINGS
from core.db import db, utcnow
from core.web import same_site_path
from tests.accounts.factors.conftest import (
    Phone,
    SignIn,
    give_password,
    guard,
    sealed,
)
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, UserFactory

STEP, RECOVERY = "/sign-in/second-step", "/sign-in/recovery-code"
SET_UP = "/account/second-step/app"


def key_on(page: str) -> str:
    found = re.search(r'id="key">([^<]+)<', page)
    assert found
    return found[1]


def test_setting_an_app_up_takes_a_code_from_it(anna: User, sign_in: SignIn, outbox) -> None:
    browser = sign_in(anna)
    page = browser.get(SET_UP).text
    assert 'src="data:image/svg+xml' in page
    assert re.fullmatch(r"([A-Z2-7]{4} )+[A-Z2-7]{4}", key_on(page))
    phone = Phone(key_on(page))
    wrong = browser.post(SET_UP, data={"sealed": sealed(page), "code": "000000"})
    assert wrong.status_code == 200
    assert key_on(wrong.text) == key_on(page)  # the picture that was scanned stays
    assert db.session.get_one(User, anna.id).second_step_since is None
    right = browser.post(SET_UP, data={"sealed": sealed(page), "code": phone.code()})
    assert right.location == "/account/second-step/recovery-codes"
    assert db.session.get_one(User, anna.id).second_step_since is not None
    assert [mail.recipient for mail in outbox()] == ["anna@example.org"]


def test_the_secret_is_nowhere_in_the_database(anna: User, phone: Phone) -> None:
    kept = db.session.scalars(select(SecondStep.app_secret)).one()
    assert kept is not None
    assert phone.totp.base32_key not in kept
    assert phone.totp.hex_key not in kept.lower()


def test_a_secret_made_for_somebody_else_is_refused(anna: User, sign_in: SignIn) -> None:
    berta = UserFactory()
    secret = codes.new_secret()
    code = Phone(codes.key_in_fours(secret)).code()
    data = {"sealed": codes.seal(berta, secret), "code": code}
    assert sign_in(anna).post(SET_UP, data=data).status_code == 200
    assert db.session.get_one(User, anna.id).second_step_since is None


def test_the_password_alone_opens_nothing(client: AuditingClient, phone: Phone) -> None:
    answer = give_password(client, next="/account")
    assert answer.location == STEP
    assert client.get("/account").status_code == 302
    asked = client.get(STEP)
    assert 'autocomplete="one-time-code"' in asked.text
    assert client.post(STEP, data={"code": phone.code()}).location == "/account"
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize(
    "evil", ["//evil.example", "/\\evil", "https://evil.example", "%2f%2fevil"]
)
def test_the_second_step_leads_to_pages_of_this_site_only(
    client: AuditingClient, phone: Phone, evil: str
) -> None:
    give_password(client, next=evil)
    answer = client.post(STEP, data={"code": phone.code()})
    assert same_site_path(answer.location, fallback="refused") == answer.location


def test_a_code_works_once(client: AuditingClient, half_in: AuditingClient, phone: Phone) -> None:
    code = phone.code()
    assert half_in.post(STEP, data={"code": code}).status_code == 302
    half_in.post("/sign-out")
    give_password(half_in)
    assert half_in.post(STEP, data={"code": code}).status_code == 200
    assert half_in.post(STEP, data={"code": phone.code(-1)}).status_code == 200  # nor older ones
    assert half_in.get("/account").status_code == 302
    assert half_in.post(STEP, data={"code": phone.code(1)}).status_code == 302


@pytest.mark.parametrize(
    "code", ["", "12345", "abcdef", "1234567890123", "１２３４５６", "0" * 500]
)
def test_what_is_no_code_lets_nobody_in(half_in: AuditingClient, code: str) -> None:
    assert half_in.post(STEP, data={"code": code}).status_code == 200
    assert half_in.get("/account").status_code == 302


def test_spaces_in_a_code_do_not_matter(half_in: AuditingClient, phone: Phone) -> None:
    code = phone.code()
    assert half_in.post(STEP, data={"code": f" {code[:3]} {code[3:]} "}).status_code == 302


def wrong_for(phone: Phone) -> str:
    near = {phone.code(ahead) for ahead in (-2, -1, 0, 1, 2)}
    return next(code for n in count() if (code := f"{n:06}") not in near)


def test_ten_wrong_codes_stop_even_the_right_one(
    half_in: AuditingClient, phone: Phone, anna: User, outbox
) -> None:
    for _ in range(limits.WRONG_CODES):
        assert half_in.post(STEP, data={"code": wrong_for(phone)}).status_code == 200
    assert half_in.post(STEP, data={"code": phone.code()}).status_code == 200
    assert half_in.get("/account").status_code == 302
    assert len(outbox()) == 1
    step = db.session.scalars(select(SecondStep)).one()
    step.stopped_until = utcnow() - timedelta(seconds=1)
    assert half_in.post(STEP, data={"code": phone.code()}).status_code == 302


def test_neither_new_browsers_nor_the_other_page_give_more_tries(
    app: Flask, anna: User, phone: Phone
) -> None:
    """The count is the account's: a stranger with the password begins anew each time, in vain."""
    for number in range(limits.WRONG_CODES + 1):
        browser = app.test_client()
        assert give_password(browser).location == STEP
        page, code = (STEP, wrong_for(phone)) if number % 2 else (RECOVERY, "0000-0000-0000")
        assert browser.post(page, data={"code": code}).status_code == 200
    browser = app.test_client()
    give_password(browser)
    assert browser.post(STEP, data={"code": phone.code()}).status_code == 200
    assert browser.get("/account").status_code == 302


def test_a_right_code_forgives_the_wrong_ones(half_in: AuditingClient, phone: Phone) -> None:
    for _ in range(limits.WRONG_CODES - 1):
        half_in.post(STEP, data={"code": wrong_for(phone)})
    assert half_in.post(STEP, data={"code": phone.code()}).status_code == 302
    step = db.session.scalars(select(SecondStep)).one()
    assert (step.wrong_codes, step.stopped_until) == (0, None)


def test_of_two_uses_of_a_code_at_once_one_counts(app: Flask, anna: User, phone: Phone) -> None:
    code, anna_id = phone.code(), anna.id
    db.session.remove()

    def use(_n: int) -> bool:
        with app.app_context():
            if db.engine.dialect.name == "sqlite":
                db.session.execute(text("select 1"))
            used = operations.use_app_code(db.session.get_one(User, anna_id), code)
            db.session.commit()
            return used

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(use, range(6))) == [False] * 5 + [True]


def test_half_a_sign_in_is_over_after_ten_minutes(
    half_in: AuditingClient, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    monkeypatch.setattr("accounts.second_step.time.time", lambda: now + 601)
    assert half_in.post(STEP, data={"code": phone.code()}).location == "/sign-in"


def test_half_a_sign_in_is_over_when_the_password_changes(
    half_in: AuditingClient, phone: Phone, anna: User
) -> None:
    anna.fs_uniquifier = "another"
    assert half_in.post(STEP, data={"code": phone.code()}).location == "/sign-in"


def test_the_second_step_without_a_first_leads_to_the_first(client: AuditingClient, app) -> None:
    for path in (STEP, "/sign-in/recovery-code"):
        assert client.get(path).location == "/sign-in"
        assert client.post(path, data={"code": "123456"}).location == "/sign-in"


def test_every_way_in_asks_for_the_second_step(app: Flask, anna: User, phone: Phone) -> None:
    """Mailed links, invitations and providers all end in ``session.sign_in``."""
    with app.test_request_context("/anywhere", method="POST"):
        accounts_session.sign_in(anna)
        db.session.commit()
        assert not accounts_session.current_user.is_authenticated


def test_a_mailed_link_asks_for_the_second_step(
    client: AuditingClient, anna: User, phone: Phone, sent
) -> None:
    client.post("/sign-in/link", data={"email": anna.email})
    link = re.search(r"http://localhost(/\S+)", sent()[-1].body)
    assert link
    assert client.post(link[1]).location == STEP
    assert client.get("/account").status_code == 302


def test_changing_the_second_step_takes_a_fresh_sign_in(anna: User, sign_in: SignIn) -> None:
    browser = sign_in(anna)
    with browser.session_transaction() as session:
        session["fs_paa"] = time.time() - SETTINGS["FRESHNESS"].total_seconds() - 1
    for path in (
        SET_UP,
        "/account/second-step/passkeys/new",
        "/account/second-step/recovery-codes",
    ):
        assert browser.get(path).location.startswith("/account/confirmation")
    for path in (f"{SET_UP}/removal", "/account/second-step/passkeys/options", SET_UP):
        assert browser.post(path).location.startswith("/account/confirmation")


def test_turning_it_off_is_told_and_recorded(anna: User, sign_in: SignIn, outbox) -> None:
    MembershipFactory(user=anna)
    guard(anna)
    assert sign_in(anna).post(f"{SET_UP}/removal").status_code == 302
    assert db.session.get_one(User, anna.id).second_step_since is None
    assert not queries.has_app(anna)
    assert len(outbox()) == 1
    events = select(AuditEvent.action).order_by(AuditEvent.position)
    assert list(db.session.scalars(events)) == ["second_step_app_added", "second_step_app_removed"]


def test_a_secret_under_another_secret_key_opens_nothing(
    app: Flask, half_in: AuditingClient, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    another = codes.AppCodes([Key(b"another")])
    monkeypatch.setitem(app.extensions, "app_codes", another)
    assert half_in.post(STEP, data={"code": phone.code()}).status_code == 200


def test_the_password_is_still_asked_first(client: AuditingClient, phone: Phone) -> None:
    assert give_password(client, "bjerg skov hav sne is").status_code == 200
    assert client.get(STEP).location == "/sign-in"
