"""What happens to pictures of kits when the library tells of something."""

import uuid

from core import jobs
from media.kits.items import queries
from media.kits.operations import DRAW_JOB
from media.library.models import Asset
from media.library.signals import bytes_wanted, renditions_made


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    renditions_made.connect(_draw_again)
    bytes_wanted.connect(_bytes_drawn)


def _draw_again(asset: Asset, **_: object) -> None:
    for item_id in queries.items_drawn_on([asset.id]):
        jobs.enqueue(DRAW_JOB, subject_id=item_id)


def _bytes_drawn(organisation_id: uuid.UUID, **_: object) -> int:
    return queries.bytes_drawn(organisation_id)
