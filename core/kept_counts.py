"""What is counted among thousands, kept for a few seconds.

Counting thousands of rows takes as long as the rest of a page, so such a number may be a few
seconds old. Few are counted each time: there a number must follow what was just done.
"""

import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

MANY = 2_000
KEPT_FOR = 5.0  # seconds
MOST_KEPT = 1_000
Counts = TypeVar("Counts")
_kept: dict[Hashable, tuple[float, Any]] = {}


def kept(
    key: Hashable,
    count: Callable[[], Counts],
    how_many: Callable[[Counts], int],
    *,
    seconds: float = KEPT_FOR,
) -> Counts:
    """Return what was counted under a key lately; else count, and keep it if they are many."""
    counted_at, counts = _kept.get(key, (0.0, None))
    if counts is not None and time.monotonic() <= counted_at + seconds:
        known: Counts = counts
        return known
    counts = count()
    _kept.pop(key, None)
    if how_many(counts) > MANY:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = (time.monotonic(), counts)
    return counts


def forget() -> None:
    """Have everything counted anew, as a measurement must."""
    _kept.clear()
