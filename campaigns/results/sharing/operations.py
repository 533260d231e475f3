"""Writes of shared results: a link is made, and taken back."""

import uuid
from datetime import date, timedelta

from accounts import audit, passwords
from accounts.models import User
from campaigns.models import Campaign
from campaigns.results.sharing.errors import LastDayOver, LastDayTooFar
from campaigns.results.sharing.models import SharedResult
from core.db import db, utcnow
from core.tokens import derived_token, hash_token

PURPOSE = "shared results"
LONGEST = timedelta(days=366)


def share(
    campaign: Campaign, *, for_whom: str, password: str, last_day: date, today: date, actor: User
) -> SharedResult:
    """Make a link to a campaign's results that ends with its last day.

    Raises LastDayOver and LastDayTooFar.
    """
    if last_day < today:
        raise LastDayOver
    if last_day > today + LONGEST:
        raise LastDayTooFar
    key = uuid.uuid4()
    made = SharedResult(
        id=key,
        campaign=campaign,
        for_whom=for_whom,
        token_hash=hash_token(token_of(key)),
        password=passwords.hashed(password),
        last_day=last_day,
        made_by=actor,
    )
    db.session.add(made)
    _note("results_shared", made, actor)
    return made


def token_of(key: uuid.UUID) -> str:
    """Return what a link ends with, the same each time."""
    return derived_token(PURPOSE, key)


def take_back(shared: SharedResult, *, actor: User) -> None:
    """Let a link lead nowhere from now on; taking it back twice is harmless."""
    if shared.revoked_at is None:
        shared.revoked_at = utcnow()
        _note("results_unshared", shared, actor)


def _note(action: str, shared: SharedResult, actor: User) -> None:
    audit.record(
        shared.campaign.organisation,
        actor=actor,
        action=action,
        subject=shared,
        after={"campaign": str(shared.campaign.id), "last_day": shared.last_day.isoformat()},
    )
