"""What is proved each night about the running totals."""

import logging

from campaigns import recounting
from core import jobs
from core.db import db

logger = logging.getLogger(__name__)


@jobs.daily(hour=4)
@jobs.job("check_unit_totals")
def check_unit_totals(task: jobs.Task) -> None:
    """Count the totals of units anew where they differ from their people, and say so in the log."""
    wrong = recounting.differing()
    db.session.commit()
    for number, campaign_id in enumerate(wrong, start=1):
        recounting.count_anew(campaign_id)
        logger.warning("the units of campaign %s were counted anew", campaign_id)
        task.progress(number, len(wrong))
