"""Background work at the turn of the season: thanking everybody, forgetting old yeses."""

from ambassadors.messages.timing import hour_at, next_hour
from ambassadors.models import Cohort
from ambassadors.seasons import alumni, notifications, queries
from ambassadors.seasons.models import ThankYou
from core import jobs
from core.db import db, utcnow

BATCH = 50


@jobs.job("thank_cohort")
def thank_cohort(task: jobs.Task) -> None:
    """Thank everybody of a season that was closed, each once and outside their quiet hours.

    A mail and the mark that it is made are saved together, so a job that is killed and done again
    thanks nobody twice. A season that was opened again is left alone.
    """
    cohort = db.session.get_one(Cohort, task.subject_id)
    cohort_id, hour = cohort.id, hour_at(utcnow(), cohort.organisation.timezone)
    end = queries.find_end(cohort)
    done, total = queries.count_thanked(cohort_id)
    while end and (batch := queries.people_to_thank(cohort_id, limit=BATCH, at_hour=hour)):
        for ambassador in batch:
            notifications.send_thanks(ambassador, end)
            db.session.add(ThankYou(ambassador=ambassador))
        done += len(batch)
        task.progress(done, total)
    if queries.people_to_thank(cohort_id, limit=1):
        jobs.enqueue("thank_cohort", subject_id=cohort_id, run_after=next_hour(utcnow()))


@jobs.daily(hour=4)
@jobs.job("forget_old_yeses")
def forget_old_yeses(task: jobs.Task) -> None:
    """Forget those who said two years ago that they may be asked again."""
    alumni.forget_old(utcnow())
