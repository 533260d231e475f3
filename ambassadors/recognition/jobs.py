"""Background work: a diploma and a thank-you to everybody in a cohort who has earned one."""

import uuid
from datetime import date

from accounts.models import User
from ambassadors import rights
from ambassadors.models import Cohort
from ambassadors.recognition import notifications, operations, queries
from ambassadors.recognition.errors import HasDiploma
from core import jobs
from core.db import db, utcnow
from core.formats import local_date
from core.languages import marked

AT_A_TIME = 50
NO_ORGANISER = marked("Who asked for the diplomas is not an organiser any more.")


@jobs.job(operations.GIVING, attempts=5)
def give_diplomas(task: jobs.Task) -> None:
    """Give each their diploma once; killed at any point, the next attempt goes on from there.

    Whoever asked for them must still be an organiser.
    """
    cohort = db.session.get(Cohort, task.subject_id)
    if cohort is None:
        return
    waiting = queries.due(cohort, _today(cohort))
    actor_id, thanks = uuid.UUID(task.arguments["actor"]), str(task.arguments["thanks"])
    actor = db.session.get(User, actor_id)
    if actor is None or not rights.may_organise(actor, cohort.organisation):
        raise jobs.GiveUp(NO_ORGANISER)
    db.session.commit()
    for start in range(0, len(waiting), AT_A_TIME):
        for ambassador_id in waiting[start : start + AT_A_TIME]:
            _give(task.subject_id, ambassador_id, actor_id, thanks)
        task.progress(min(start + AT_A_TIME, len(waiting)), len(waiting))


def _today(cohort: Cohort) -> date:
    return local_date(utcnow(), cohort.organisation.timezone)


def _give(
    cohort_id: uuid.UUID | None, ambassador_id: uuid.UUID, actor_id: uuid.UUID, thanks: str
) -> None:
    cohort, actor = db.session.get(Cohort, cohort_id), db.session.get(User, actor_id)
    ambassador = queries.find_ambassador_in(cohort, ambassador_id) if cohort else None
    if ambassador is None:  # erased meanwhile
        return
    try:
        diploma = operations.issue(ambassador, by=actor, at=utcnow())
    except HasDiploma:  # fetched it herself meanwhile
        return
    notifications.send_diploma(diploma, thanks)
