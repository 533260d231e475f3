"""Writes about the organisation's own account. They never commit."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts.models import Organisation
from campaigns.posts.measurements import operations as measurements
from campaigns.posts.measurements.enums import Trouble
from campaigns.posts.measurements.own_account import queries
from campaigns.posts.measurements.own_account.gateway import Renewed, is_connected
from campaigns.posts.measurements.own_account.models import OwnAccount
from campaigns.posts.measurements.readings import Reading
from campaigns.posts.models import Post
from core import sealing
from core.db import db
from core.settings import current_settings

PURPOSE = "the token of one's own Instagram account"


def account(organisation: Organisation, token: str) -> OwnAccount:
    """Return the row of an organisation's account; a new token in the settings begins anew."""
    found = queries.account_of(organisation.id)
    if found is None:
        found = OwnAccount(organisation=organisation)
        db.session.add(found)
    if found.token_hash != (fingerprint := hashlib.sha256(token.encode()).hexdigest()):
        found.token_hash = fingerprint
        found.sealed_token, found.token_ends_at, found.renewed_at = "", None, None
        found.trouble = None
    return found


def token_of(account: OwnAccount) -> str:
    """Return the token as it was renewed last; nothing where there is none that can be opened."""
    return sealing.unseal(account.sealed_token, purpose=PURPOSE)


def token_for(organisation: Organisation) -> str:
    """Return the token to ask with for an organisation; nothing where none is connected."""
    if not is_connected(organisation.slug):
        return ""
    first = current_settings().instagram_token
    return token_of(account(organisation, first)) or first


def note_renewal(account: OwnAccount, renewed: Renewed, *, now: datetime) -> None:
    """Keep the new token, encrypted, and until when it is good."""
    account.sealed_token = sealing.seal(renewed.token, purpose=PURPOSE)
    account.token_ends_at = now + timedelta(seconds=renewed.seconds)
    account.renewed_at = now


def note_trouble(account: OwnAccount, kind: Trouble) -> None:
    """Note why there was no answer; what is known stays."""
    account.trouble = kind


def note_readings(
    account: OwnAccount, posts: Sequence[Post], readings: Sequence[Reading], *, now: datetime
) -> int:
    """Keep what the account says of posts; return of how many."""
    by_code: dict[str, list[Post]] = {}
    for post in posts:
        by_code.setdefault(post.shortcode, []).append(post)
    kept = 0
    for reading in readings:
        for post in by_code.get(reading.shortcode, []) if reading.says_something else []:
            measurements.keep(post, reading)
            kept += 1
    account.read_at, account.trouble = now, None
    return kept
