"""Codes: from an app, on Flask-Security's TOTP, and recovery codes. Their secrets and their hashes.

Both are kept under the installation's secret key: whoever has only the database can use neither.
"""

import hashlib
import hmac
import re
import uuid
from typing import TYPE_CHECKING

import segno
from flask import current_app
from flask_security.totp import Totp
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer
from passlib.exc import TokenError
from passlib.totp import TOTP

from accounts.factors import key_ring
from accounts.factors.errors import SetUpExpired
from accounts.factors.key_ring import Key, KeyLost
from accounts.models import User

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

ISSUER = "Tillid"
SET_UP_SECONDS = 30 * 60
# How far a phone's clock may be off, in seconds.
CLOCKS_DIFFER = 30
RECOVERY_CODES = 10
# What keys are made for.
APP, RECOVERY = "codes from an app", "recovery codes"


class AppCodes(Totp):
    """Flask-Security's TOTP, with keys that can be replaced.

    It leaves it to us to remember which code was the last.
    """

    def __init__(self, keys: list[Key]) -> None:
        secrets = {key.name: key.made_for(APP).hex() for key in keys}
        # What keys were called before they could be replaced: the oldest one that is known.
        secrets["1"] = keys[-1].made_for(APP).hex()
        self._totp = TOTP.using(issuer=ISSUER, secrets=secrets, default_tag=keys[0].name)

    def counter_of(self, code: str, secret: str, *, after: int | None) -> int | None:
        """Return the half minute a code belongs to; None for a wrong or a used one."""
        try:
            match = self._totp.verify(code, secret, window=CLOCKS_DIFFER, last_counter=after)
        except TokenError:
            return None
        return int(match.counter)

    def renewed(self, secret: str) -> str:
        """Return a secret under today's key."""
        found = self._totp.from_source(secret)
        return str(found.to_json(encrypt=True)) if found.changed else secret


def _app_codes() -> AppCodes:
    found: AppCodes | None = current_app.extensions.get("app_codes")
    if found is None:
        found = current_app.extensions["app_codes"] = AppCodes(key_ring.all_keys())
    return found


def new_secret() -> str:
    """Return the encrypted secret of a new app."""
    return str(_app_codes().generate_totp_secret())


def counter_of(code: str, secret: str, *, after: int | None) -> int | None:
    """Return the half minute a code belongs to; None for a wrong, a used or an unreadable one."""
    try:
        return _app_codes().counter_of(code, secret, after=after)
    except (ValueError, KeyError):  # encrypted under a secret key that is gone
        current_app.logger.warning("a second step was made under another secret key")
        return None


def renewed(secret: str) -> str:
    """Return an app's secret under today's key. Raises KeyLost."""
    try:
        return _app_codes().renewed(secret)
    except (ValueError, KeyError) as error:
        raise KeyLost from error


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
    return URLSafeTimedSerializer(key_ring.newest().made_for("setting an app up"), salt="app")


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
    """Return what is kept of a recovery code: its hash, encrypted under today's key."""
    return _sealed(key_ring.newest(), user.id, _digest(user.id, code))


def hashes_of(user: User, code: str) -> list[str]:
    """Return all that may have been kept of a code, however it was typed."""
    keys, digest = key_ring.all_keys(), _digest(user.id, code)
    sealed = [_sealed(key, user.id, digest) for key in keys]
    # How codes were kept before keys could be replaced.
    plain = user.id.bytes + _plain(code)
    return sealed + [hmac.digest(key.made_for(RECOVERY), plain, "sha256").hex() for key in keys]


def renewed_hash(user_id: uuid.UUID, kept: str) -> str:
    """Return what is kept of a recovery code under today's key. Raises KeyLost.

    What was kept before keys could be replaced stays as it is.
    """
    name, dot, sealed = kept.partition(".")
    if not dot:
        return kept
    key = next((key for key in key_ring.all_keys() if key.name == name), None)
    if key is None:
        raise KeyLost
    digest = _cipher(key).decrypt(bytes.fromhex(sealed), [user_id.bytes])
    return _sealed(key_ring.newest(), user_id, digest)


def _plain(code: str) -> bytes:
    return re.sub(r"[^0-9a-f]", "", code.lower()).encode()


def _digest(user_id: uuid.UUID, code: str) -> bytes:
    return hashlib.sha256(user_id.bytes + _plain(code)).digest()


def _sealed(key: Key, user_id: uuid.UUID, digest: bytes) -> str:
    """Encrypt so that the same code gives the same text: rows are found by it."""
    return f"{key.name}.{_cipher(key).encrypt(digest, [user_id.bytes]).hex()}"


def _cipher(key: Key) -> "AESSIV":
    from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415 -- few pages need it
        AESSIV,
    )

    return AESSIV(key.made_for(RECOVERY))
