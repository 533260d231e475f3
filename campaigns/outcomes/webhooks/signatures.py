"""Signatures of Standard Webhooks (standardwebhooks.com, version 1), by its own library. Pure.

A message is signed over its id, its time and its body as sent. Several signatures may stand beside
each other, each with its version; one that fits is enough.
"""

import base64
import hmac
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import standardwebhooks

from campaigns.outcomes.webhooks.enums import Verdict

PREFIX = "whsec_"
TOLERANCE = timedelta(minutes=5)  # the library's own, asked first to tell a wrong clock by its name
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

    @property
    def headers(self) -> dict[str, str]:
        """The three headers as they are sent."""
        return {
            "webhook-id": self.message_id,
            "webhook-timestamp": self.timestamp,
            "webhook-signature": self.signatures,
        }


def secret_of(key: str, webhook_id: uuid.UUID, salt: str) -> str:
    """Return a webhook's secret, made from a key of ours each time, so that none is kept."""
    digest = hmac.digest(key.encode(), f"webhook:{webhook_id}:{salt}".encode(), "sha256")
    return PREFIX + base64.b64encode(digest).decode()


def sign(secret: str, message_id: str, moment: datetime, body: str) -> Signed:
    """Return the headers of a message that a system signs at an aware moment."""
    signature = standardwebhooks.Webhook(secret).sign(message_id, moment.astimezone(UTC), body)
    return Signed(message_id, str(int(moment.timestamp())), signature)


def check(signed: Signed, body: bytes, secrets: Iterable[str], now: datetime) -> Verdict | None:
    """Return what is wrong with a message's time or signature; None when nothing is."""
    if not _is_recent(signed.timestamp, now):
        return Verdict.BAD_TIME
    fits = any(_fits(signed, body, secret) for secret in secrets)
    return None if fits else Verdict.BAD_SIGNATURE


def _is_recent(timestamp: str, now: datetime) -> bool:
    try:
        moment = datetime.fromtimestamp(int(timestamp), UTC)
    except (ValueError, OverflowError, OSError):
        return False
    return abs(now - moment) <= TOLERANCE


def _fits(signed: Signed, body: bytes, secret: str) -> bool:
    try:
        standardwebhooks.Webhook(secret).verify(body, signed.headers, json_parse=False)
    except standardwebhooks.WebhookVerificationError:
        return False
    except ValueError:  # the library's answer to signatures that are no base64 or bodies no UTF-8
        return False
    return True
