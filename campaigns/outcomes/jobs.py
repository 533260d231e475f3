"""What is proved each night about outcomes."""

import logging

from campaigns.outcomes import recounting
from core import jobs
from core.db import db

logger = logging.getLogger(__name__)


@jobs.daily(hour=4)
@jobs.job("check_outcome_totals")
def check_outcome_totals(task: jobs.Task) -> None:
    """Count totals of outcomes anew where they differ from the outcomes, and say so in the log."""
    db.session.connection(execution_options={"reading": True})  # nobody waits while all is read
    wrong = recounting.differing()
    db.session.rollback()  # nothing was written
    for number, campaign_id in enumerate(wrong, start=1):
        recounting.count_anew(campaign_id)
        logger.warning("the outcomes of campaign %s were counted anew", campaign_id)
        task.progress(number, len(wrong))
