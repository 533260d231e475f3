"""A worker that is killed in the middle of counting a list: every row counts once all the same."""

import signal

import pytest
from sqlalchemy import func, select

from accounts.models import AuditEvent
from campaigns.outcomes import recounting
from campaigns.outcomes.enums import Stage
from campaigns.outcomes.imports import operations, reading
from campaigns.outcomes.imports.enums import ListState
from campaigns.outcomes.imports.models import OutcomeImport
from campaigns.outcomes.models import Outcome
from core import storage
from core.db import db
from tests.campaigns.outcomes.imports.lists import CODES, HEADINGS, a_goal, row, totals
from tests.core.test_worker_kill import site as site
from tests.core.test_worker_kill import wait_until, worker

pytestmark = pytest.mark.slow
ROWS, AT_ONCE = 600, 200
A_FEW = {"OUTCOMES_AT_ONCE": str(AT_ONCE)}


def counted() -> int:
    """Read without waiting for the one that writes."""
    with db.engine.connect().execution_options(reading=True) as connection:
        return connection.scalar(select(func.count(Outcome.id))) or 0


def is_done() -> bool:
    return db.session.scalars(select(OutcomeImport.state)).one() is ListState.DONE


def test_the_next_worker_counts_what_is_left(site):
    goal, organiser = a_goal()
    made = operations.bring_in(
        goal, source_name="list.csv", stage=Stage.SIGNED_UP, actor=organiser.user
    )
    rows = [row(number, CODES[number % 3]) for number in range(ROWS)]
    storage.save(made.storage_key, "\n".join([HEADINGS, *rows]).encode(), mimetype="text/csv")
    reading.attempt(made, lambda _done: None)
    operations.confirm(made)
    db.session.commit()
    settings = site.extensions["settings"]
    with worker(settings, HANG_IN="2", **A_FEW) as first:
        wait_until(lambda: counted() > 0)
        first.send_signal(signal.SIGKILL)
        first.wait()
    db.session.rollback()
    assert counted() == AT_ONCE
    assert totals(goal) == (AT_ONCE, AT_ONCE)
    db.session.rollback()
    with worker(settings, **A_FEW):
        wait_until(is_done)
    assert (counted(), totals(goal)) == (ROWS, (ROWS, ROWS))
    assert recounting.differing() == []
    told = select(AuditEvent).where(AuditEvent.action == "outcomes_imported")
    assert [entry.after["counted"] for entry in db.session.scalars(told)] == [ROWS]
