"""What is proved each night about what people logged."""

import logging

from campaigns.results import recounting
from core import jobs
from core.db import db

logger = logging.getLogger(__name__)


@jobs.daily(hour=4)
@jobs.job("check_deed_totals")
def check_deed_totals(task: jobs.Task) -> None:
    """Count posts and conversations anew where totals differ from them, and say so in the log."""
    db.session.connection(execution_options={"reading": True})  # nobody waits while all is read
    wrong = recounting.differing()
    db.session.rollback()  # nothing was written
    for number, campaign_id in enumerate(wrong, start=1):
        recounting.count_anew(campaign_id)
        logger.warning("what people logged in campaign %s was counted anew", campaign_id)
        task.progress(number, len(wrong))
