"""The installation's secret key is replaced, and everybody still gets in."""

import hmac
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from passlib.totp import TOTP
from sqlalchemy import select

from accounts.factors import codes, operations, queries
from accounts.factors.key_ring import Key
from accounts.factors.models import RecoveryCode
from accounts.models import User
from core.db import db
from core.signing import SignedCookies
from tests.accounts.factors.conftest import give_password, guard
from tests.client import AuditingClient

STEP, USE = "/sign-in/second-step", "/sign-in/recovery-code"
NEW = "a-new-one-" + "y" * 32
UseKeys = Callable[..., None]


@pytest.fixture
def use_keys(app: Flask, monkeypatch: pytest.MonkeyPatch) -> UseKeys:
    """Start the installation again with another secret key, and those that were before it."""

    def use(today: str, *former: str) -> None:
        monkeypatch.setitem(app.config, "SECRET_KEY", today)
        monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [*former])
        monkeypatch.delitem(app.extensions, "app_codes", raising=False)
        monkeypatch.setattr(app, "session_interface", SignedCookies(app))

    return use


@pytest.fixture
def old(app: Flask) -> str:
    return str(app.config["SECRET_KEY"])


def as_before(user: User, secret: str, code: str) -> None:
    """Put in the database what the first version kept."""
    key = Key(secret.encode())
    step = queries.find_second_step(user)
    shown = codes.key_in_fours(step.app_secret).replace(" ", "")
    first = TOTP.using(issuer="Tillid", secrets={"1": key.made_for(codes.APP).hex()})
    step.app_secret = first(key=shown).to_json(encrypt=True)
    plain = user.id.bytes + code.replace("-", "").encode()
    row = db.session.scalars(select(RecoveryCode).order_by(RecoveryCode.id)).first()
    row.code_hash = hmac.digest(key.made_for(codes.RECOVERY), plain, "sha256").hex()
    db.session.commit()


def fits(app: Flask, page: str, code: str) -> bool:
    client = new_browser(app)
    give_password(client)
    client.post(page, data={"code": code})
    return client.get("/account").status_code == 200


def new_browser(app: Flask) -> AuditingClient:
    client = app.test_client()
    assert isinstance(client, AuditingClient)
    return client


def test_a_key_that_was_replaced_is_read_until_it_goes(
    app: Flask, anna: User, old: str, use_keys: UseKeys
) -> None:
    phone = guard(anna)
    recovery = operations.renew_recovery_codes(anna)
    db.session.commit()
    kept = queries.find_second_step(anna).app_secret

    use_keys(NEW)
    assert not fits(app, STEP, phone.code())
    assert not fits(app, USE, recovery[0])
    use_keys(NEW, old)
    assert fits(app, STEP, phone.code())
    assert fits(app, USE, recovery[0])
    assert queries.find_second_step(anna).app_secret != kept  # encrypted anew when it was used
    use_keys(NEW)
    assert fits(app, STEP, phone.code(ahead=1))
    assert not fits(app, USE, recovery[1])


def test_the_command_lets_the_key_before_go(
    app: Flask, anna: User, old: str, use_keys: UseKeys
) -> None:
    phone, runner = guard(anna), FlaskCliRunner(app)
    recovery = operations.renew_recovery_codes(anna)
    db.session.commit()
    use_keys(NEW)
    refused = runner.invoke(args=["accounts", "rotate-factor-keys"])
    assert (refused.exit_code, "11 were made" in refused.output) == (1, True)

    use_keys(NEW, old)
    for said in ("Encrypted anew: 11.", "Encrypted anew: 0."):
        done = runner.invoke(args=["accounts", "rotate-factor-keys"])
        assert (done.exit_code, said in done.output) == (0, True), done.output
    use_keys(NEW)
    assert fits(app, STEP, phone.code())
    assert fits(app, USE, recovery[0])
    assert not fits(app, USE, recovery[0])


def test_what_the_first_version_kept_is_read_and_counted(
    app: Flask, anna: User, old: str, use_keys: UseKeys
) -> None:
    phone, runner = guard(anna), FlaskCliRunner(app)
    recovery = operations.renew_recovery_codes(anna)
    as_before(anna, old, recovery[0])
    use_keys(NEW, old)
    done = runner.invoke(args=["accounts", "rotate-factor-keys"])
    assert "Encrypted anew: 10." in done.output
    assert "older version: 1." in done.output
    assert fits(app, USE, recovery[0])
    use_keys(NEW)
    assert fits(app, STEP, phone.code())


def test_somebody_signed_in_stays_so(app: Flask, anna: User, old: str, use_keys: UseKeys) -> None:
    browsers = new_browser(app), new_browser(app)
    for browser in browsers:
        give_password(browser)
    use_keys(NEW)
    assert browsers[0].get("/account").status_code == 302
    use_keys(NEW, old)
    assert browsers[1].get("/account").status_code == 200
