"""One-time tokens: strong, and known to us only by their hash."""

import hashlib
import secrets

from flask import current_app

BYTES = 24


def new_token() -> str:
    """Return 192 random bits, safe in an address."""
    return secrets.token_urlsafe(BYTES)


def hash_token(token: str) -> str:
    """Return what is stored of a token. It is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def signing_keys() -> list[str]:
    """Return the secret keys, oldest first: all are read, and the last one signs."""
    config = current_app.config
    return [*(config["SECRET_KEY_FALLBACKS"] or []), config["SECRET_KEY"]]
