"""The keys under which codes are kept: today's secret key first, then those it replaced.

Each has a name made from itself, which stands beside what is kept under it. So a new secret key
can take over, and what was kept under an older one is read until it is renewed.
"""

import hmac
from dataclasses import dataclass

from core.tokens import signing_keys


class KeyLost(Exception):
    """Something was kept under a key that this installation no longer knows."""


@dataclass(frozen=True)
class Key:
    """One secret key of this installation."""

    secret: bytes

    def made_for(self, purpose: str) -> bytes:
        """Return the key for one purpose, from which no other can be found."""
        return hmac.digest(self.secret, f"tillid {purpose}".encode(), "sha256")

    @property
    def name(self) -> str:
        """What it is called; says nothing of the key."""
        return f"k{self.made_for('name').hex()[:12]}"


def all_keys() -> list[Key]:
    """Return every key there is, today's first."""
    return [Key(secret.encode()) for secret in reversed(signing_keys())]


def newest() -> Key:
    """Return today's key."""
    return all_keys()[0]
