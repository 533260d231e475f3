"""Instagram-like shortcodes for the demo's posts: the inverse of ``instagram_links.moment_of``."""

import random
from datetime import UTC, datetime, timedelta

from campaigns.posts.instagram_links import (
    ALPHABET,
    EPOCH_MS,
    PUBLIC_LENGTH,
    SHARD_AND_SEQUENCE_BITS,
)

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def shortcode_at(moment: datetime, chance: random.Random) -> str:
    """Return a code whose number was given out at ``moment``, to the millisecond."""
    milliseconds = (moment - BEGINNING) // timedelta(milliseconds=1) - EPOCH_MS
    number = (milliseconds << SHARD_AND_SEQUENCE_BITS) | chance.getrandbits(SHARD_AND_SEQUENCE_BITS)
    code = ""
    for _ in range(PUBLIC_LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        code = ALPHABET[digit] + code
    return code


def address_at(moment: datetime, chance: random.Random) -> str:
    """Return the address of a post that was published at ``moment``."""
    return f"https://www.instagram.com/p/{shortcode_at(moment, chance)}/"
