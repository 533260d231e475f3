"""Recovery codes: shown once, kept as hashes, used once, renewed."""

import re

from flask import Flask
from sqlalchemy import select

from accounts.factors import operations, queries
from accounts.factors.models import RecoveryCode
from accounts.models import User
from core.db import db
from tests.accounts.factors.conftest import Phone, SignIn, give_password
from tests.client import AuditingClient
from tests.factories.accounts import UserFactory

PAGE = "/account/second-step/recovery-codes"
USE = "/sign-in/recovery-code"


def shown(page: str) -> list[str]:
    return re.findall(r"<code>([0-9a-f-]+)</code>", page)


def made(user: User) -> list[str]:
    codes = operations.renew_recovery_codes(user)
    db.session.commit()
    return codes


def test_they_are_shown_once_and_kept_as_hashes(
    anna: User, phone: Phone, sign_in: SignIn, outbox
) -> None:
    browser = sign_in(anna)
    assert shown(browser.get(PAGE).text) == []
    codes = shown(browser.post(PAGE).text)
    assert len(codes) == len(set(codes)) == 10
    assert shown(browser.get(PAGE).text) == []
    assert shown(browser.get("/account/second-step").text) == []
    kept = " ".join(db.session.scalars(select(RecoveryCode.code_hash)))
    assert all(code not in kept and code.replace("-", "") not in kept for code in codes)
    assert len(outbox()) == 1


def test_making_new_ones_ends_the_old_ones(anna: User, phone: Phone) -> None:
    old, new = made(anna), made(anna)
    assert not operations.use_recovery_code(anna, old[0])
    assert operations.use_recovery_code(anna, new[0])


def test_one_lets_its_owner_in_once_however_it_is_typed(
    half_in: AuditingClient, anna: User, outbox
) -> None:
    first, second, *_rest = made(anna)
    assert half_in.post(USE, data={"code": first.upper().replace("-", " ")}).status_code == 302
    assert half_in.get("/account").status_code == 200
    assert len(outbox()) == 1
    half_in.post("/sign-out")
    give_password(half_in)
    assert half_in.post(USE, data={"code": first}).status_code == 200
    assert half_in.get("/account").status_code == 302
    assert half_in.post(USE, data={"code": second.replace("-", "")}).status_code == 302
    assert queries.recovery_codes_left(anna) == 8


def test_somebody_elses_is_refused(half_in: AuditingClient, app: Flask) -> None:
    berta = UserFactory()
    db.session.flush()
    codes = made(berta)
    assert half_in.post(USE, data={"code": codes[0]}).status_code == 200
    assert half_in.get("/account").status_code == 302


def test_wrong_ones_count_with_the_wrong_codes_of_the_app(
    half_in: AuditingClient, anna: User, phone: Phone
) -> None:
    right = made(anna)[0]
    for _ in range(10):
        half_in.post(USE, data={"code": "0000-0000-0000"})
    assert half_in.post(USE, data={"code": right}).status_code == 200
    assert half_in.post("/sign-in/second-step", data={"code": phone.code()}).status_code == 200
    assert half_in.get("/account").status_code == 302


def test_without_a_second_step_there_are_none(anna: User, sign_in: SignIn) -> None:
    browser = sign_in(anna)
    assert browser.get(PAGE).location == "/account/second-step"
    assert browser.post(PAGE).location == "/account/second-step"
    assert list(db.session.scalars(select(RecoveryCode))) == []
