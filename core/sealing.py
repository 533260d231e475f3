"""Secrets that must be kept to be used again: encrypted under the installation's key."""

import base64
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from core.tokens import signing_keys


def seal(secret: str, *, purpose: str) -> str:
    """Return a secret encrypted under today's key, to be opened for the same purpose only."""
    return _cipher(purpose).encrypt(secret.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """Return a secret; nothing where the key it was encrypted under is gone."""
    try:
        return _cipher(purpose).decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        return ""


def _cipher(purpose: str) -> MultiFernet:
    words = f"sealed: {purpose}".encode()
    digests = (hmac.digest(key.encode(), words, "sha256") for key in reversed(signing_keys()))
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
