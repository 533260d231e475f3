"""Codes: from an app, on Flask-Security's TOTP, and recovery codes. Their secrets and their hashes.

Both are bound to the installation's secret key: whoever has only the database can use neither.
"""

import hmac
import re

import segno
from flask import current_app
from flask_security.totp import Totp
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer
from passlib.exc import TokenError

from accounts.factors.errors import SetUpExpired
from accounts.models import User

ISSUER = "Tillid"
SET_UP_SECONDS = 30 * 60
# How far a phone's clock may be off, in seconds.
CLOCKS_DIFFER = 30
RECOVERY_CODES = 10


class AppCodes(Totp):
    """Flask-Security's TOTP, which leaves it to us to remember which code was the last."""

    def counter_of(self, code: str, secret: str, *, after: int | None) -> int | None:
        """Return the half minute a code belongs to; None for a wrong or a used one."""
        try:
            match = self._totp.verify(code, secret, window=CLOCKS_DIFFER, last_counter=after)
        except TokenError:
            return None
        return int(match.counter)


def _key(purpose: str) -> bytes:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(secret, f"tillid {purpose}".encode(), "sha256")


def _app_codes() -> AppCodes:
    found: AppCodes | None = current_app.extensions.get("app_codes")
    if found is None:
        found = AppCodes({"1": _key("codes from an app").hex()}, ISSUER)
        current_app.extensions["app_codes"] = found
    return found


def new_secret() -> str:
    """Return the encrypted secret of a new app."""
    return str(_app_codes().generate_totp_secret())


def counter_of(code: str, secret: str, *, after: int | None) -> int | None:
    """Return the half minute a code belongs to; None for a wrong, a used or an unreadable one."""
    try:
        return _app_codes().counter_of(code, secret, after=after)
    except (ValueError, KeyError):  # encrypted under another secret key
        current_app.logger.warning("a second step was made under another secret key")
        return None


def key_in_fours(secret: str) -> str:
    """Return the key to type by hand, in groups of four."""
    return str(_app_codes().get_totp_pretty_key(secret)).replace("-", " ")


def address(user: User, secret: str) -> str:
    """Return the address that opens an app on the same phone."""
    return str(_app_codes().get_totp_uri(user.email, secret))


def picture(user: User, secret: str) -> str:
    """Draw the code that an app scans; as part of the page, so its secret is in no address."""
    code = segno.make(address(user, secret), error="m", micro=False)
    return str(code.svg_data_uri(border=4, light="#fff", omitsize=True))


def _set_ups() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_key("setting an app up"), salt="app")


def seal(user: User, secret: str) -> str:
    """Return a secret in the making for the form that confirms it."""
    return str(_set_ups().dumps([user.fs_uniquifier, secret]))


def unseal(user: User, sealed: str) -> str:
    """Return the secret in the making that a form gives back. Raises SetUpExpired."""
    try:
        owner, secret = _set_ups().loads(sealed, max_age=SET_UP_SECONDS)
    except (BadSignature, SignatureExpired):
        raise SetUpExpired from None
    if owner != user.fs_uniquifier:
        raise SetUpExpired
    return str(secret)


def new_recovery_codes() -> list[str]:
    """Return fresh recovery codes, as they are shown."""
    return [str(code) for code in _app_codes().generate_recovery_codes(RECOVERY_CODES)]


def hash_recovery_code(user: User, code: str) -> str:
    """Return what is kept of a recovery code, however it was typed."""
    plain = re.sub(r"[^0-9a-f]", "", code.lower())
    return hmac.digest(_key("recovery codes"), user.id.bytes + plain.encode(), "sha256").hex()
