"""How far the making of formats has come."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from core import jobs
from core.enums import JobState
from media.library.renditions import FORMATS

KIND = "make_renditions"
PER_PICTURE = len(FORMATS) + 1  # the whole picture beside the formats


@dataclass(frozen=True)
class Making:
    """The pictures being worked on, and the formats done and wanted of all that were asked for."""

    ids: list[uuid.UUID]
    failed: list[uuid.UUID]
    done: int
    total: int

    @property
    def is_over(self) -> bool:
        """Say whether nothing more will happen."""
        return not self.ids


def making(ids: Iterable[uuid.UUID]) -> Making:
    """Return how far the named pictures are, in one query."""
    found = jobs.latest_for(KIND, ids)
    at_work = {asset_id: job for asset_id, job in found.items() if not job.is_over}
    failed = [asset_id for asset_id, job in found.items() if job.state is JobState.FAILED]
    finished = PER_PICTURE * (len(found) - len(at_work))
    done = finished + sum(min(job.done, PER_PICTURE) for job in at_work.values())
    return Making(list(at_work), failed, done, PER_PICTURE * len(found))
