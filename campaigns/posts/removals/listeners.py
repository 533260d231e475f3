"""What posts answer when a consent is taken back."""

import uuid
from collections.abc import Collection
from datetime import datetime

from campaigns.posts.removals import operations, queries
from campaigns.posts.removals.models import PostRemoval
from media.library.models import Asset
from media.library.originals.signals import pictures_merged
from media.library.people.models import Consent
from media.library.people.withdrawals.models import Withdrawal
from media.library.people.withdrawals.signals import (
    UsedPost,
    fetchers_wanted,
    posts_asked_about,
    posts_wanted,
    yes_given,
)


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    posts_asked_about.connect(_ask)
    posts_wanted.connect(_known)
    yes_given.connect(_let_stay)
    fetchers_wanted.connect(_authors)
    pictures_merged.connect(_merge)


def _ask(withdrawal: Withdrawal, **_: object) -> list[UsedPost]:
    return [used_post(one) for one in operations.ask(withdrawal)]


def _let_stay(_consent: Consent, *, asset_ids: Collection[uuid.UUID], **_: object) -> None:
    operations.let_stay(queries.open_about(asset_ids))


def _known(withdrawal: Withdrawal, **_: object) -> list[UsedPost]:
    return [used_post(one) for one in queries.removals_of(withdrawal.id)]


def _authors(
    _withdrawal: Withdrawal, *, asset_ids: Collection[uuid.UUID], **_: object
) -> list[tuple[uuid.UUID, datetime]]:
    """Whoever has posted a picture has it, however she got it."""
    return queries.authors_showing(asset_ids)


def _merge(keep: Asset, other: Asset, **_: object) -> None:
    for post in queries.posts_showing(other.id):
        post.pictures = [one for one in post.pictures if one not in (keep, other)] + [keep]


def used_post(removal: PostRemoval) -> UsedPost:
    """Return a post as the record of the withdrawal shows it."""
    return UsedPost(
        id=removal.id,
        ambassador_id=removal.ambassador_id,
        by=removal.ambassador.user.name,
        shows=removal.shows,
        url=removal.post.url if removal.post else "",
        published_at=removal.post.published_at if removal.post else None,
        code=removal.state.value,
        label=str(removal.state.label),
        changed_at=removal.answered_at or removal.escalated_at or removal.created_at,
    )
