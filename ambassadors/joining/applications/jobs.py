"""Telling applicants, and erasing what has been kept long enough."""

import uuid

from accounts.models import User
from ambassadors import rights
from ambassadors.joining.applications import decisions, notifications, operations, queries
from ambassadors.joining.errors import CohortNotOpen
from ambassadors.joining.models import Decision
from core import jobs
from core.db import db, utcnow
from core.formats import local_date
from core.languages import marked

BATCH = 50
NO_ORGANISER = marked(
    "Who decided is not an organiser any more. Send the mails yourself if you agree."
)
NOT_OPEN = marked("It is not open for new people any more. Open it, and try again.")


@jobs.job("send_decision")
def send_decision(task: jobs.Task) -> None:
    """Queue a mail to everybody a decision is about who has not been told.

    A person's mail, invitation and mark are saved together, so a job that is killed and done
    again, or done twice at once, tells nobody twice and forgets nobody. Whoever had them sent must
    still be an organiser when they begin to leave; else they wait for somebody who is.
    """
    decision = db.session.get(Decision, task.subject_id, with_for_update=True)
    if decision is None:
        return  # it was undone
    if decision.started_at is None:
        _check_rights(decision, task)
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


def _check_rights(decision: Decision, task: jobs.Task) -> None:
    by = task.arguments.get("by")
    sender = db.session.get(User, uuid.UUID(str(by))) if by else decision.made_by
    if sender is None or not rights.may_organise(sender, decision.page.cohort.organisation):
        raise jobs.GiveUp(NO_ORGANISER)


@jobs.daily(hour=3)
@jobs.job("erase_old_applications")
def erase_old_applications(task: jobs.Task) -> None:
    """Erase applications that were answered long ago; what became of them is still counted."""
    for page in queries.pages_that_keep():
        operations.erase_old(page, today=local_date(utcnow(), page.cohort.organisation.timezone))
