"""What is done each night: campaigns past their last day close, and the totals are proved."""

import logging

from campaigns import queries, recounting, states
from core import jobs
from core.db import db, utcnow

logger = logging.getLogger(__name__)


@jobs.daily(hour=1)
@jobs.job("close_ended_campaigns")
def close_ended_campaigns(task: jobs.Task) -> None:
    """Close each live campaign whose last day is over where its organisation is."""
    ended = [campaign.id for campaign in queries.ended_campaigns(utcnow())]
    db.session.commit()
    for number, campaign_id in enumerate(ended, start=1):
        states.close_ended(campaign_id)
        task.progress(number, len(ended))


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
