"""An app with one long job, for a worker that is killed in the middle of it.

Started by ``test_worker_kill`` as ``flask --app tests.core.killed_worker worker``.
"""

import time

from sqlalchemy import text

from app import create_app
from core import jobs
from core.db import db

STEPS = 20
PAUSE = 0.05

app = create_app()


@jobs.job("climb", attempts=5)
def climb(task: jobs.Task) -> None:
    """Take every step that has not been taken yet, one transaction each."""
    for step in range(1, STEPS + 1):
        taken = db.session.scalar(text("SELECT count(*) FROM step WHERE number = :n"), {"n": step})
        if not taken:
            db.session.execute(text("INSERT INTO step (number) VALUES (:n)"), {"n": step})
            db.session.execute(text("UPDATE height SET steps = steps + 1"))
        task.progress(step, STEPS)
        time.sleep(PAUSE)
