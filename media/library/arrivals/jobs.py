"""Background work of this room: forgetting files that never came to their end."""

from datetime import timedelta

from core import jobs, stored_files
from core.db import db, utcnow
from media.library.arrivals import operations, queries

KEPT_HOURS = 48


@jobs.daily(hour=4)
@jobs.job("forget_arrivals")
def forget_arrivals(task: jobs.Task) -> None:
    """Forget files that somebody began to send long ago, and what became of those that ended."""
    for arrival in queries.begun_before(utcnow() - timedelta(hours=KEPT_HOURS)):
        operations.give_up(arrival)


stored_files.belongs("arrivals", queries.known_folders)


@jobs.daily(hour=5)
@jobs.job("sweep_files")
def sweep_files(task: jobs.Task) -> None:
    """Remove files that belong to nothing, wherever files are stored."""
    keys = list(stored_files.orphans())
    db.session.commit()
    stored_files.remove(keys)
