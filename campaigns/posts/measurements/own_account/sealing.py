"""Renewed tokens as they are kept: encrypted under the installation's key."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from core.tokens import signing_keys

PURPOSE = b"the token of one's own Instagram account"


def seal(token: str) -> str:
    """Return a token encrypted under today's key."""
    return _cipher().encrypt(token.encode()).decode()


def unseal(sealed: str) -> str:
    """Return a token; nothing where the key it was encrypted under is gone."""
    try:
        return _cipher().decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        return ""


def fingerprint(token: str) -> str:
    """Return by what a token is known again without being kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def _cipher() -> MultiFernet:
    digests = (hmac.digest(key.encode(), PURPOSE, "sha256") for key in reversed(signing_keys()))
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
