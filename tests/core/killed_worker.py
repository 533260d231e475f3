"""An app with one long job, for a worker that is killed in the middle of it.

Started by ``test_worker_kill`` as ``flask --app tests.core.killed_worker worker``. ``HANG_AFTER=5``
lets it never begin its sixth step, ``HANG_IN=2`` never end its second transaction of counting a
list of outcomes.
"""

import os
import time
from itertools import count

from sqlalchemy import text

from app import create_app
from campaigns.outcomes.imports import jobs as outcome_lists
from campaigns.outcomes.imports import operations as outcome_operations
from core import jobs
from core.db import db

STEPS = 20
PAUSE = 0.05

HANG_AFTER = int(os.environ.get("HANG_AFTER", 0))
HANG_IN = int(os.environ.get("HANG_IN", 0))

app = create_app()
outcome_lists.BATCH = int(os.environ.get("OUTCOMES_AT_ONCE", outcome_lists.BATCH))
count_rows, counting = outcome_operations.count_rows, count(1)


def count_and_hang(*args, **kwargs):
    """Count rows, and once wait to be killed before they are committed."""
    counted = count_rows(*args, **kwargs)
    if next(counting) == HANG_IN:
        time.sleep(600)
    return counted


outcome_operations.count_rows = count_and_hang


@jobs.job("climb", attempts=5)
def climb(task: jobs.Task) -> None:
    """Take every step that has not been taken yet, one transaction each."""
    for step in range(1, STEPS + 1):
        taken = db.session.scalar(text("SELECT count(*) FROM step WHERE number = :n"), {"n": step})
        if not taken:
            db.session.execute(text("INSERT INTO step (number) VALUES (:n)"), {"n": step})
            db.session.execute(text("UPDATE height SET steps = steps + 1"))
        task.progress(step, STEPS)
        time.sleep(600 if step == HANG_AFTER else PAUSE)
