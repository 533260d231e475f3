"""Making the mails of invitations, some at a time, each once."""

from datetime import timedelta

from ambassadors import permissions, rights
from ambassadors.joining import notifications, operations, queries
from ambassadors.joining.errors import CohortNotOpen
from ambassadors.models import Cohort
from core import jobs
from core.db import db, utcnow

BATCH = 50
WAVE = 1_000
BETWEEN_WAVES = timedelta(seconds=30)


@jobs.job("send_invitations")
def send_invitations(task: jobs.Task) -> None:
    """Make the link and the mail of every invitation of a cohort that waits for them.

    Both are saved together with the mark that it is sent, so a job that is killed and done again,
    or done twice at once, writes to nobody twice. Many go in waves, so that other mails get
    through. What was asked for by somebody who is no organiser any more stays where it is.
    """
    cohort = db.session.get(Cohort, task.subject_id)
    if cohort is None:
        return
    if not permissions.can_invite(cohort):
        raise jobs.GiveUp(CohortNotOpen().message)
    cohort_id, done = cohort.id, 0
    while done < WAVE and (sent := _send_some(cohort)):
        done += sent
        task.progress(done, done)
    if done >= WAVE:
        later = utcnow() + BETWEEN_WAVES
        jobs.enqueue("send_invitations", subject_id=cohort_id, run_after=later)


def _send_some(cohort: Cohort) -> int:
    """Send a batch and return how many that were. The right to send is asked for each time."""
    askers = [
        user.id
        for user in queries.askers_waiting(cohort.id)
        if rights.may_organise(user, cohort.organisation)
    ]
    batch = queries.waiting_batch(cohort.id, askers, limit=BATCH)
    for invitation in batch:
        token = operations.make_link(invitation)
        if invitation.asked_by:
            notifications.send_invitation(invitation, token, sent_by=invitation.asked_by)
    return len(batch)
