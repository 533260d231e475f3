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
        cohort = db.session.get_one(Cohort, cohort_id)
        if not recounting.is_right(cohort):
            recounting.put_right(cohort)
            logger.warning("the days of cohort %s were counted anew", cohort_id)
        count(cohort_id)
        task.progress(number, len(wanted))


def count(cohort_id: uuid.UUID) -> None:
    """Count one cohort; the first time its days too, which an older version has not kept."""
    cohort = db.session.get_one(Cohort, cohort_id)
    if queries.find_count(cohort_id) is None and not recounting.is_right(cohort):
        recounting.put_right(cohort)
    operations.count_anew(cohort)
    db.session.commit()
