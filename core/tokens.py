"""One-time tokens: strong, and known to us only by their hash."""

import base64
import hashlib
import hmac
import secrets

from flask import current_app

BYTES = 24


def new_token() -> str:
    """Return 192 random bits, safe in an address."""
    return secrets.token_urlsafe(BYTES)


def derived_token(purpose: str, subject: object) -> str:
    """Return the token that belongs to something for one purpose, the same each time.

    For a link that stands in several mails: it need not be stored to be sent again.
    """
    words = f"{purpose}:{subject}".encode()
    digest = hmac.digest(signing_keys()[-1].encode(), words, "sha256")[:BYTES]
    return base64.urlsafe_b64encode(digest).decode()


def hash_token(token: str) -> str:
    """Return what is stored of a token. It is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def signing_keys() -> list[str]:
    """Return the secret keys, oldest first: all are read, and the last one signs."""
    config = current_app.config
    return [*(config["SECRET_KEY_FALLBACKS"] or []), config["SECRET_KEY"]]
