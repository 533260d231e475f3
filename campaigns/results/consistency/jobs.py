"""Counting cohorts: shortly after something has happened, and all of them each night."""

import logging
import uuid

from ambassadors.models import Cohort
from campaigns.results.consistency import operations, queries, recounting
from core import jobs
from core.db import db, utcnow
from core.formats import local_date

logger = logging.getLogger(__name__)


@jobs.every(seconds=10)
def count_what_is_behind() -> None:
    """Count the cohorts in which something has happened; a large one waits longer in between."""
    for cohort_id in queries.behind(utcnow()):
        count(cohort_id)


@jobs.daily(hour=3)
@jobs.job("count_cohorts")
def count_cohorts(task: jobs.Task) -> None:
    """Prove the days of each cohort whose season is not long over, and count it for the new day."""
    wanted = queries.to_count(local_date(utcnow(), "UTC"))
    db.session.commit()
    for number, cohort_id in enumerate(wanted, start=1):
        if not _is_right(cohort_id):
            recounting.put_right(db.session.get_one(Cohort, cohort_id))
            logger.warning("the days of cohort %s were counted anew", cohort_id)
        count(cohort_id)
        task.progress(number, len(wanted))


def count(cohort_id: uuid.UUID) -> None:
    """Count one cohort; the first time its days too, which an older version has not kept.

    Whoever writes meanwhile does not wait: on SQLite a transaction that may write keeps all others
    from it, so what takes long only reads.
    """
    if queries.find_count(cohort_id) is None and not _is_right(cohort_id):
        recounting.put_right(db.session.get_one(Cohort, cohort_id))
    db.session.commit()
    begun = utcnow()
    db.session.connection(execution_options={"reading": True})
    season = operations.added_up(db.session.get_one(Cohort, cohort_id), begun)
    db.session.rollback()  # nothing was written
    operations.keep(db.session.get_one(Cohort, cohort_id), season, begun)
    db.session.commit()


def _is_right(cohort_id: uuid.UUID) -> bool:
    db.session.commit()
    db.session.connection(execution_options={"reading": True})
    found = recounting.is_right(db.session.get_one(Cohort, cohort_id))
    db.session.rollback()  # nothing was written
    return found
