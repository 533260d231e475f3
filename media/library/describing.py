"""Describing many pictures one after the other, as after bringing them in."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from flask import request

from accounts.session import current_organisation, signed_in_user
from core.db import utcnow
from media.library import queries
from media.library.models import Asset

LATELY = timedelta(hours=24)


@dataclass(frozen=True)
class Row:
    """Where a picture stands among those to describe, and which comes after it."""

    number: int
    total: int
    after: uuid.UUID | None


def waiting() -> list[uuid.UUID]:
    """Return what the visitor has brought in lately and said nothing about yet, oldest first."""
    since = utcnow() - LATELY
    return queries.undescribed(current_organisation().id, signed_in_user().id, since)


def row_of(asset: Asset) -> Row | None:
    """Return where a picture stands in the row its address tells of, if it tells of one.

    The address says how many there were when the first was opened.
    """
    begun = request.args.get("of", 0, type=int)
    if begun < 1:
        return None
    left = waiting()
    following = left[left.index(asset.id) + 1 :] if asset.id in left else []
    others = [one for one in left if one != asset.id]
    total = max(min(begun, 999), len(others) + 1)
    return Row(total - len(others), total, next(iter([*following, *others]), None))
