"""Signatures of Standard Webhooks (standardwebhooks.com, version 1). Pure.

A message is signed over its id, its time and its body as sent. Several signatures may stand beside
each other, each with its version; one that fits is enough.
"""

import base64
import hashlib
import hmac
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from campaigns.outcomes.webhooks.enums import Verdict

PREFIX = "whsec_"
TOLERANCE = timedelta(minutes=5)
LONGEST_ID = 200


@dataclass(frozen=True)
class Signed:
    """What stands in the headers of a message."""

    message_id: str
    timestamp: str
    signatures: str

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> "Signed | None":
        """Return the three headers, None when one is missing or makes no sense."""
        found = cls(
            headers.get("webhook-id", "").strip(),
            headers.get("webhook-timestamp", "").strip(),
            headers.get("webhook-signature", "").strip(),
        )
        is_whole = found.message_id and found.timestamp and found.signatures
        return found if is_whole and len(found.message_id) <= LONGEST_ID else None


def secret_of(key: str, webhook_id: uuid.UUID, salt: str) -> str:
    """Return a webhook's secret, made from a key of ours each time, so that none is kept."""
    digest = hmac.new(key.encode(), f"webhook:{webhook_id}:{salt}".encode(), hashlib.sha256)
    return PREFIX + base64.b64encode(digest.digest()).decode()


def sign(secret: str, message_id: str, timestamp: str, body: bytes) -> str:
    """Return the signature of a message, with its version."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(key, signed, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def check(signed: Signed, body: bytes, secrets: Iterable[str], now: datetime) -> Verdict | None:
    """Return what is wrong with a signature; None when nothing is."""
    sent = signed.signatures.split()
    expected = [sign(one, signed.message_id, signed.timestamp, body) for one in secrets]
    fits = [
        hmac.compare_digest(ours.encode(), theirs.encode()) for ours in expected for theirs in sent
    ]
    if not any(fits):
        return Verdict.BAD_SIGNATURE
    try:
        moment = datetime.fromtimestamp(int(signed.timestamp), UTC)
    except (ValueError, OverflowError, OSError):
        return Verdict.BAD_TIME
    return Verdict.BAD_TIME if abs(now - moment) > TOLERANCE else None
