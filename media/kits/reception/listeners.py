"""What this room answers when kits are listed, and when somebody takes a picture back."""

import uuid
from collections.abc import Collection
from datetime import datetime

from ambassadors.models import Ambassador
from media.kits.reception import queries
from media.kits.signals import kits_unwanted
from media.library.models import Asset
from media.library.originals.signals import pictures_merged
from media.library.people.withdrawals.models import Withdrawal
from media.library.people.withdrawals.signals import fetchers_wanted


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    kits_unwanted.connect(_hidden)
    fetchers_wanted.connect(_fetchers)
    pictures_merged.connect(_merge)


def _hidden(ambassador: Ambassador, **_: object) -> set[uuid.UUID]:
    return queries.hidden_ids(ambassador)


def _fetchers(
    withdrawal: Withdrawal, *, asset_ids: Collection[uuid.UUID], **_: object
) -> list[tuple[uuid.UUID, datetime]]:
    return queries.fetchers(asset_ids)


def _merge(keep: Asset, other: Asset, **_: object) -> None:
    known = {(f.ambassador_id, f.kit_id, f.way) for f in queries.fetches_of(keep.id)}
    for fetch in queries.fetches_of(other.id):
        if (fetch.ambassador_id, fetch.kit_id, fetch.way) not in known:
            fetch.asset = keep
