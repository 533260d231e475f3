"""Numbers somebody reads off their own screen: always there, and the way that never breaks."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from campaigns.posts.measurements.enums import Number, Source
from campaigns.posts.measurements.readings import Reading, known


class ByHand:
    """What somebody wrote of one post."""

    source = Source.BY_HAND

    def __init__(self, written: Mapping[Number, int | None], *, taken_at: datetime) -> None:
        self.written = known(written)
        self.taken_at = taken_at

    def readings(self, shortcodes: Collection[str]) -> Iterator[Reading]:
        """Yield it once for each post it is about, which is one."""
        for shortcode in shortcodes:
            yield Reading(
                shortcode=shortcode,
                source=self.source,
                taken_at=self.taken_at,
                numbers=self.written,
            )
