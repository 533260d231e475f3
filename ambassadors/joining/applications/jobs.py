"""Telling applicants, and erasing what has been kept long enough."""

from ambassadors.joining.applications import decisions, notifications, operations, queries
from ambassadors.joining.errors import CohortNotOpen
from ambassadors.joining.models import Decision
from core import jobs
from core.db import db, utcnow
from core.formats import local_date
from core.languages import marked

BATCH = 50
NOT_OPEN = marked("It is not open for new people any more. Open it, and try again.")


@jobs.job("send_decision")
def send_decision(task: jobs.Task) -> None:
    """Queue a mail to everybody a decision is about who has not been told.

    A person's mail, invitation and mark are saved together, so a job that is killed and done
    again, or done twice at once, tells nobody twice and forgets nobody.
    """
    decision = db.session.get(Decision, task.subject_id, with_for_update=True)
    if decision is None:
        return  # it was undone
    decision.started_at = decision.started_at or utcnow()
    done = 0
    task.progress(done, 0)
    while batch := queries.unmailed(decision, limit=BATCH):
        for application in batch:
            try:
                token = decisions.fulfil(application, decision)
            except CohortNotOpen as error:
                raise jobs.GiveUp(NOT_OPEN) from error
            notifications.send_decision(application, decision, token)
        done += len(batch)
        task.progress(done, done)


@jobs.daily(hour=3)
@jobs.job("erase_old_applications")
def erase_old_applications(task: jobs.Task) -> None:
    """Erase applications that were answered long ago; what became of them is still counted."""
    for page in queries.pages_that_keep():
        operations.erase_old(page, today=local_date(utcnow(), page.cohort.organisation.timezone))
